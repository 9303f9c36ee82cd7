package gg.agis.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class meets PostgreSQL as a service does: a data source of {@code <schema>_app}, migrations of
 * {@code <schema>_owner}. Both are system properties before Spring looks for them. The server starts once per JVM.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PostgresExtension.class)
public @interface WithPostgres {

    /** One of the suite's schemas. */
    String schema();
}
