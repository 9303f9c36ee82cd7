package gg.agis.experiments.result;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What experiments show so far. */
@RestController
class ResultController {

    private final JudgeExperiment judge;

    ResultController(JudgeExperiment judge) {
        this.judge = judge;
    }

    /** As of now; looking often does not make a chance a difference, as long as {@code pSequential} decides. */
    @GetMapping("/api/experiments/{id}/results")
    ResultView results(
            @PathVariable String id,
            @RequestParam(required = false) @Min(1) @Max(100_000) @Nullable Integer minimumEffectBp,
            Caller caller) {
        caller.requireAdmin();
        return judge.judge(id, minimumEffectBp)
                .orElseThrow(() -> Problem.notFound("There is no experiment with this id. Check it."));
    }
}
