package gg.agis.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class's service has its keys before Spring looks for them: one of its own for tokens, the public ones of all
 * issuers, one for cursors. {@link TestTokens} makes tokens that it believes.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TokensExtension.class)
public @interface WithTokens {

    /** The service's name, as {@code ads}. */
    String service();
}
