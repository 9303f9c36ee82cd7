package gg.agis.common.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of a fact on the wire and the topic that it travels on; neither ever changes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {

    String type();

    String topic();

    /** What has happened, in one sentence for readers of docs/events.md. */
    String says();
}
