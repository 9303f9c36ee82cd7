package gg.agis.experiments.experiment;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where operators see experiments, and steer them. */
@RestController
@RequestMapping("/api/experiments")
class ExperimentController {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final String ASKED = "asked for";

    private final Experiments experiments;
    private final SteerExperiment steer;

    ExperimentController(Experiments experiments, SteerExperiment steer) {
        this.experiments = experiments;
        this.steer = steer;
    }

    record Traffic(@NotNull @Min(0) @Max(10_000) Integer trafficBp) {}

    /** The newest first. */
    @GetMapping
    Page<ExperimentView> list(Slice slice, Caller caller) {
        caller.requireAdmin();
        var position = slice.after().map(cursor -> cursor.split(" ")).orElse(null);
        var found = position == null
                ? experiments.before(END_OF_TIME, "", slice.rowsMax())
                : experiments.before(Instant.parse(position[0]), position[1], slice.rowsMax());
        return slice.page(
                found.stream().map(ExperimentView::of).toList(),
                experiment -> experiment.createdAt() + " " + experiment.id());
    }

    @GetMapping("/{id}")
    ExperimentView get(@PathVariable String id, Caller caller) {
        caller.requireAdmin();
        return experiments.find(id).map(ExperimentView::of).orElseThrow(ExperimentController::unknown);
    }

    @PostMapping("/{id}/start")
    ExperimentView start(@PathVariable String id, Caller caller) {
        return become(id, Edge.START, caller);
    }

    @PostMapping("/{id}/pause")
    ExperimentView pause(@PathVariable String id, Caller caller) {
        return become(id, Edge.PAUSE, caller);
    }

    @PostMapping("/{id}/resume")
    ExperimentView resume(@PathVariable String id, Caller caller) {
        return become(id, Edge.RESUME, caller);
    }

    @PostMapping("/{id}/complete")
    ExperimentView complete(@PathVariable String id, Caller caller) {
        return become(id, Edge.COMPLETE, caller);
    }

    @PostMapping("/{id}/archive")
    ExperimentView archive(@PathVariable String id, Caller caller) {
        return become(id, Edge.ARCHIVE, caller);
    }

    /** Admits more units; nobody who is in it changes their variant, so it only grows. */
    @PostMapping("/{id}/traffic")
    ExperimentView traffic(@PathVariable String id, @Valid @RequestBody Traffic traffic, Caller caller) {
        caller.requireAdmin();
        return answer(steer.widen(id, traffic.trafficBp(), caller));
    }

    private ExperimentView become(String id, Edge edge, Caller caller) {
        caller.requireAdmin();
        return answer(steer.go(id, edge, caller, ASKED));
    }

    private static ExperimentView answer(Steered steered) {
        return switch (steered) {
            case Steered.Done(Experiment experiment) -> ExperimentView.of(experiment);
            case Steered.Unknown() -> throw unknown();
            case Steered.NotAllowed(Status from) ->
                throw Problem.conflict(
                        "invalid-state",
                        "The experiment is %s, and this does not follow from there. Look at it again; somebody may have been first."
                                .formatted(from.word()));
            case Steered.Late() ->
                throw Problem.conflict(
                        "invalid-state", "The experiment would have ended by now. Give it another end, then start it.");
            case Steered.Overlapping overlapping ->
                throw Problem.conflict(
                                "experiment-overlap",
                                "Units could be in this one and in %s at once. Complete that first, or give this one a range of the namespace that is free."
                                        .formatted(String.join(", ", overlapping.with())))
                        .with("overlapping", overlapping.with());
            case Steered.Shrinking(int trafficBp) ->
                throw Problem.conflict(
                        "traffic-shrinks",
                        "Traffic is %d Bp and only grows, or units would lose their variants. Pause it to admit nobody new."
                                .formatted(trafficBp));
        };
    }

    private static Problem unknown() {
        return Problem.notFound("There is no experiment with this id. Check it.");
    }
}
