/** Kafka as the suite runs on it: one KRaft broker and controller in a process of its own. */
@NullMarked
package gg.agis.sandbox.kafka;

import org.jspecify.annotations.NullMarked;
