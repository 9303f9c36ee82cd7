package gg.agis.provisioning.template;

import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import gg.agis.provisioning.template.Template.Price;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be run and what it costs. */
@RestController
@RequestMapping("/api/templates")
class TemplateController {

    private static final int GC_MAX = 1_000_000;

    private final Templates templates;
    private final ChangePrice changePrice;

    TemplateController(Templates templates, ChangePrice changePrice) {
        this.templates = templates;
        this.changePrice = changePrice;
    }

    /** @param cpuMillis thousandths of a processor */
    record Offered(
            String template,
            String game,
            String title,
            int playersMax,
            int cpuMillis,
            int memoryMib,
            int storageGib,
            long setup,
            long hourly) {

        static Offered of(Template template) {
            return new Offered(
                    template.id(),
                    template.game(),
                    template.title(),
                    template.playersMax(),
                    template.machine().cpuMillis(),
                    template.machine().memoryMib(),
                    template.machine().storageGib(),
                    template.price().setup(),
                    template.price().hourly());
        }
    }

    record NewPrice(
            @NotNull @Min(1) @Max(GC_MAX) Long hourly,
            @NotNull @Min(0) @Max(GC_MAX) Long setup) {}

    @GetMapping
    Page<Offered> list(Slice slice, Caller caller) {
        if (caller.isAnonymous()) {
            throw Problem.unauthenticated("Prices are for those who have signed in.");
        }
        var found = templates.after(slice.after().orElse(""), slice.rowsMax()).stream()
                .map(Offered::of)
                .toList();
        return slice.page(found, Offered::template);
    }

    /** At once and everywhere; hours that are paid stay as they were paid. */
    @PutMapping("/{template}/price")
    Offered price(@PathVariable String template, @Valid @RequestBody NewPrice price, Caller caller) {
        caller.requireAdmin();
        return changePrice
                .change(template, new Price(price.setup(), price.hourly()), caller)
                .map(Offered::of)
                .orElseThrow(
                        () -> Problem.notFound("There is no template of this name. GET /api/templates lists them."));
    }
}
