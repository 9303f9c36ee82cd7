package gg.agis.common.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import gg.agis.common.token.Caller;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of the facts that wait to be sent: which they are, and not what they say. */
@RestController
class OutboxController {

    // By id alone there is no index; a list of what waits is short, or nobody reads it to its end.
    private static final String WAITING = """
            SELECT id, topic, key, event_id, type, occurred_at FROM outbox WHERE id > ? ORDER BY id LIMIT ?""";

    private final JdbcClient jdbc;

    OutboxController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Oldest first. */
    @GetMapping("/api/events/${spring.application.name}/outbox")
    Page<WaitingFact> list(Slice slice, Caller caller) {
        caller.requireAdmin();
        var found = jdbc.sql(WAITING)
                .params(slice.after().map(Long::valueOf).orElse(0L), slice.rowsMax())
                .query((row, number) -> new WaitingFact(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getObject("event_id", UUID.class),
                        row.getString("type"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .list();
        return slice.page(found, fact -> Long.toString(fact.id()));
    }

    /**
     * A fact that Kafka does not have yet.
     *
     * @param type none for the end of a key
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WaitingFact(
            long id,
            String topic,
            String key,
            UUID eventId,
            @Nullable String type,
            Instant occurredAt) {}
}
