package gg.agis.sandbox.kubernetes.object;

import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What objects and labels may be called. */
final class Names {

    private static final int NAME_MAX = 253;
    private static final int LABEL_MAX = 63;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?");

    private Names() {}

    static void check(Kind kind, ObjectNode object) {
        String name = Meta.name(object);
        if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
            throw Refused.invalid(
                    kind.title(),
                    name,
                    "metadata.name: Invalid value: a lowercase RFC 1123 subdomain has at most %d of a-z, 0-9, '-' and '.'"
                            .formatted(NAME_MAX));
        }
        Meta.labels(object).forEach((key, value) -> {
            if (!LABEL_KEY.matcher(key).matches()
                    || value.length() > LABEL_MAX
                    || !LABEL.matcher(value).matches()) {
                throw Refused.invalid(
                        kind.title(), name, "metadata.labels: Invalid value: \"%s\": \"%s\"".formatted(key, value));
            }
        });
    }
}
