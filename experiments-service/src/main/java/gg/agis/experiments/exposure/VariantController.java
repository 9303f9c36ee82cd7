package gg.agis.experiments.exposure;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which variant a unit has. */
@RestController
class VariantController {

    private static final int UNIT_CHARS_MAX = 100;

    private final AssignUnit assignUnit;

    VariantController(AssignUnit assignUnit) {
        this.assignUnit = assignUnit;
    }

    record Assignment(String experimentId, String unitId, String variantId, Map<String, Object> config) {}

    /** The first answer exposes the unit and stands for ever; 204 when it is not in the experiment. */
    @GetMapping("/api/experiments/{id}/variant")
    ResponseEntity<Assignment> variant(
            @PathVariable String id, @RequestParam @NotBlank @Size(max = UNIT_CHARS_MAX) String unitId, Caller caller) {
        requireEvaluator(caller);
        var assigned = assignUnit.assign(id, unitId);
        if (!assigned.known()) {
            throw Problem.notFound("There is no experiment with this id. Check it.");
        }
        return assigned.variant()
                .map(variant -> ResponseEntity.ok(new Assignment(id, unitId, variant.id(), variant.config())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static void requireEvaluator(Caller caller) {
        if (!caller.isService()) {
            caller.requireAdmin();
        }
    }
}
