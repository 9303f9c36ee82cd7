package gg.agis.experiments.proposal;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.experiments.experiment.ExperimentView;
import gg.agis.experiments.experiment.Status;
import gg.agis.experiments.proposal.ProposeExperiment.Proposed;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where operators write experiments down. */
@RestController
@RequestMapping("/api/experiments")
class ProposalController {

    private final ProposeExperiment propose;

    ProposalController(ProposeExperiment propose) {
        this.propose = propose;
    }

    @PostMapping
    ResponseEntity<ExperimentView> create(@RequestBody Proposal proposal, Caller caller) {
        caller.requireAdmin();
        var drafted = answer(propose.draft(proposal, caller));
        return ResponseEntity.created(URI.create("/api/experiments/" + drafted.id()))
                .body(drafted);
    }

    /** Only a draft is edited; what it was is forgotten. */
    @PutMapping("/{id}")
    ExperimentView edit(@PathVariable String id, @RequestBody Proposal proposal, Caller caller) {
        caller.requireAdmin();
        if (proposal.id() != null && !proposal.id().equals(id)) {
            throw problem(List.of(
                    Fault.invalid("id", "invalid-id", "An experiment keeps its id: leave it out, or repeat it.")));
        }
        return answer(propose.redraft(id, proposal.withId(id), caller));
    }

    private static ExperimentView answer(Proposed proposed) {
        return switch (proposed) {
            case Proposed.Drafted drafted -> ExperimentView.of(drafted.experiment());
            case Proposed.Faulty faulty -> throw problem(faulty.faults());
            case Proposed.Taken() ->
                throw Problem.conflict("experiment-exists", "There is an experiment with this id. Take another one.");
            case Proposed.Unknown() -> throw Problem.notFound("There is no experiment with this id. Check it.");
            case Proposed.Begun(Status status) ->
                throw Problem.conflict(
                        status.isUnderWay() ? "experiment-running" : "invalid-state",
                        "The experiment is %s and is not edited any more, or its units would change their variants. Make another one."
                                .formatted(status.word()));
        };
    }

    /** One fault answers for itself, several together. */
    private static Problem problem(List<Fault> faults) {
        var first = faults.getFirst();
        var problem = faults.size() > 1
                ? Problem.badRequest(
                        "invalid-experiment",
                        "Several things are wrong with the experiment; each is listed in 'errors'.")
                : switch (first.kind()) {
                    case INVALID -> Problem.badRequest(first.code(), first.detail());
                    case BEYOND -> Problem.unprocessable(first.code(), first.detail());
                    case CONFLICT -> Problem.conflict(first.code(), first.detail());
                };
        faults.forEach(fault -> problem.error(fault.field(), fault.code(), fault.detail()));
        return problem;
    }
}
