package gg.agis.common.inbox;

import gg.agis.common.event.Event;
import java.time.Instant;
import java.util.UUID;

/** A fact as it arrived: its own id and time, which stay the same however often it is sent. */
public record Delivery(UUID id, Instant time, String key, Event event) {}
