/** Postgres and Kafka for a module's tests, once per JVM. */
@NullMarked
package gg.agis.sandbox.junit;

import org.jspecify.annotations.NullMarked;
