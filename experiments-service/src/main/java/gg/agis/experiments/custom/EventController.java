package gg.agis.experiments.custom;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.experiments.custom.RecordEvent.Counted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes what others count of units. */
@RestController
class EventController {

    private final RecordEvent record;

    EventController(RecordEvent record) {
        this.record = record;
    }

    record Event(
            @NotBlank @Size(max = 100) String unitId,

            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
            String type,

            @NotNull @Digits(integer = 9, fraction = 9) BigDecimal value,
            @NotNull Instant at,
            @NotBlank @Size(max = 100) String eventId) {}

    record Answer(String eventId, String status) {}

    /** The same {@code eventId} is the same event: the first stands, and a repeat is answered 200. */
    @PostMapping("/api/experiments/{id}/events")
    ResponseEntity<Answer> take(@PathVariable String id, @Valid @RequestBody Event event, Caller caller) {
        if (!caller.isService()) {
            caller.requireAdmin();
        }
        var counted = new Counted(
                event.eventId(),
                event.unitId(),
                event.type(),
                event.value(),
                event.at().truncatedTo(ChronoUnit.MILLIS));
        return switch (record.record(id, counted)) {
            case NEW -> ResponseEntity.status(HttpStatus.CREATED).body(new Answer(event.eventId(), "recorded"));
            case DUPLICATE -> ResponseEntity.ok(new Answer(event.eventId(), "duplicate"));
            case UNKNOWN_EXPERIMENT -> throw Problem.notFound("There is no experiment with this id. Check it.");
            case NOT_ASSIGNED ->
                throw Problem.conflict(
                        "not-assigned",
                        "This unit has met no variant of the experiment, so nothing of it counts. Ask for its variant first.");
            case OUT_OF_WINDOW ->
                throw Problem.unprocessable(
                        "event-out-of-window",
                        "An event is not of the future, and at most %d days old. Correct 'at', or leave the event out."
                                .formatted(RecordEvent.OLDEST.toDays()));
            case TOO_MANY_TYPES ->
                throw Problem.unprocessable(
                        "too-many-event-types",
                        "This experiment has as many types of events as it can have. Use one of those.");
        };
    }
}
