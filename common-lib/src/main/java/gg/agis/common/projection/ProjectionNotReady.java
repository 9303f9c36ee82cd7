package gg.agis.common.projection;

/** A compacted topic has not been read yet; trying again a little later will help. */
public final class ProjectionNotReady extends RuntimeException {

    ProjectionNotReady(String topic) {
        super("projection %s loading".formatted(topic));
    }
}
