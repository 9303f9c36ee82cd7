package gg.agis.provisioning.template;

import gg.agis.common.token.Caller;
import gg.agis.provisioning.audit.AuditLog;
import gg.agis.provisioning.template.Template.Price;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sets what a template costs from now on. */
@Component
class ChangePrice {

    private final Templates templates;
    private final AuditLog audit;

    ChangePrice(Templates templates, AuditLog audit) {
        this.templates = templates;
        this.audit = audit;
    }

    /** The template at its new price, unless there is none of this name. */
    @Transactional
    Optional<Template> change(String id, Price price, Caller operator) {
        var known = templates.lock(id);
        known.map(Template::price).filter(before -> !before.equals(price)).ifPresent(before -> {
            templates.price(id, price);
            audit.record(
                    operator,
                    "template-price",
                    "template:" + id,
                    "setup %d, was %d; hourly %d, was %d"
                            .formatted(price.setup(), before.setup(), price.hourly(), before.hourly()));
        });
        return known.map(before -> templates.get(id));
    }
}
