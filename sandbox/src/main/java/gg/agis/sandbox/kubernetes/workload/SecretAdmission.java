package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Admission;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** What was sent as plain text is kept as all the rest. */
final class SecretAdmission implements Admission {

    private static final String PLAIN = "stringData";

    @Override
    public void admit(ObjectNode fresh) {
        encode(fresh);
        if (!fresh.has("type")) {
            fresh.put("type", "Opaque");
        }
    }

    @Override
    public void admitChange(ObjectNode before, ObjectNode after) {
        encode(after);
    }

    private static void encode(ObjectNode secret) {
        secret.path(PLAIN)
                .properties()
                .forEach(entry -> secret.withObjectProperty("data")
                        .put(
                                entry.getKey(),
                                Base64.getEncoder()
                                        .encodeToString(
                                                entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        secret.remove(PLAIN);
    }
}
