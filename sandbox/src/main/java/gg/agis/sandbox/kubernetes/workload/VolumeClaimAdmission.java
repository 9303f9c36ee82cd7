package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Admission;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Refused;
import tools.jackson.databind.node.ObjectNode;

/** A claim stays what it was claimed as; only larger it may become. */
final class VolumeClaimAdmission implements Admission {

    static final String FINALIZER = "kubernetes.io/pvc-protection";

    private static final String TITLE = "PersistentVolumeClaim";

    @Override
    public void admit(ObjectNode fresh) {
        if (fresh.path("spec")
                .path("resources")
                .path("requests")
                .path("storage")
                .isMissingNode()) {
            throw Refused.invalid(TITLE, Meta.name(fresh), "spec.resources.requests.storage: Required value");
        }
        Meta.addFinalizer(fresh, FINALIZER);
        fresh.putObject("status").put("phase", "Pending");
    }

    @Override
    public void admitChange(ObjectNode before, ObjectNode after) {
        if (!withoutSize(before).equals(withoutSize(after))) {
            throw Refused.invalid(
                    TITLE,
                    Meta.name(after),
                    "spec: Forbidden: spec is immutable after creation except resources.requests");
        }
    }

    private static ObjectNode withoutSize(ObjectNode claim) {
        ObjectNode spec = claim.withObjectProperty("spec").deepCopy();
        spec.remove("resources");
        return spec;
    }
}
