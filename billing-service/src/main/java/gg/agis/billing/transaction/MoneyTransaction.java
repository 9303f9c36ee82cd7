package gg.agis.billing.transaction;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.annotation.Transactional;

/**
 * On a use case that somebody asks for over HTTP: one transaction, which is tried again as a new one where the database
 * ended it for others' sake, by a deadlock or a serialization failure. After the last try whoever asked is told to come
 * again. Listeners need it not: their facts come again by themselves.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(includes = ConcurrencyFailureException.class, maxRetries = 4, delay = 10, jitter = 10, multiplier = 2)
@Transactional
public @interface MoneyTransaction {}
