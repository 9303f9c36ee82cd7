package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Admission;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Refused;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A job's pod may end, and is not changed any more. */
final class JobAdmission implements Admission {

    private static final String TITLE = "Job.batch";
    private static final int BACKOFF_LIMIT = 6;

    @Override
    public void admit(ObjectNode fresh) {
        ObjectNode spec = fresh.withObjectProperty("spec");
        ObjectNode template = spec.withObjectProperty("template");
        String restartPolicy = template.path("spec").path("restartPolicy").asString("");
        if (!List.of("Never", "OnFailure").contains(restartPolicy)) {
            throw Refused.invalid(
                    TITLE,
                    Meta.name(fresh),
                    "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"");
        }
        if (spec.has("selector")) {
            throw Refused.invalid(TITLE, Meta.name(fresh), "spec.selector: Forbidden: it is set by the cluster");
        }
        setDefault(spec, "backoffLimit", BACKOFF_LIMIT);
        setDefault(spec, "parallelism", 1);
        setDefault(spec, "completions", 1);
        template.withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put("batch.kubernetes.io/controller-uid", Meta.uid(fresh))
                .put("batch.kubernetes.io/job-name", Meta.name(fresh));
        spec.putObject("selector").putObject("matchLabels").put("batch.kubernetes.io/controller-uid", Meta.uid(fresh));
        fresh.putObject("status");
    }

    @Override
    public void admitChange(ObjectNode before, ObjectNode after) {
        if (!before.path("spec").path("template").equals(after.path("spec").path("template"))) {
            throw Refused.invalid(TITLE, Meta.name(after), "spec.template: Invalid value: field is immutable");
        }
    }

    private static void setDefault(ObjectNode spec, String name, int value) {
        if (!spec.has(name)) {
            spec.put(name, value);
        }
    }
}
