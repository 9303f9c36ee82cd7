package gg.agis.common.web.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler method that moves money: it needs an {@code Idempotency-Key}, and answers a repeat as it did the first
 * time. Make ids from {@link IdempotencyKey#cause()}, since after a crash the same key runs again.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** The method itself looks at its key and keeps its answer, with {@link KeptAnswers}. */
    boolean keepsItsAnswer() default false;
}
