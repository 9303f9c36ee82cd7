package gg.agis.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class meets Kafka: {@code spring.kafka.bootstrap-servers} is a system property before Spring looks for it.
 * The broker starts once per JVM and has no topics. A test may take {@link RecordedEvents} as a parameter.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({KafkaExtension.class, RecordedEventsExtension.class})
public @interface WithKafka {}
