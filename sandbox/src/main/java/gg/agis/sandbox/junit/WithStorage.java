package gg.agis.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class meets S3: {@code S3_ENDPOINT}, {@code S3_REGION}, {@code S3_BUCKET}, {@code S3_ACCESS_KEY} and
 * {@code S3_SECRET_KEY} are system properties before Spring looks for them. It starts once per JVM. The module needs
 * {@code org.gaul:s3proxy} and {@code jakarta.servlet:jakarta.servlet-api} among its test dependencies.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(StorageExtension.class)
public @interface WithStorage {}
