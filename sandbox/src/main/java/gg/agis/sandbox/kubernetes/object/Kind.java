package gg.agis.sandbox.kubernetes.object;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The objects that this API server keeps; all of them live in a namespace. */
public enum Kind {
    GAME_SERVER("agones.dev", "v1", "GameServer", "gameservers", true),
    VOLUME_CLAIM("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", false),
    SECRET("", "v1", "Secret", "secrets", false),
    JOB("batch", "v1", "Job", "jobs", false);

    private final String group;
    private final String version;
    private final String title;
    private final String plural;
    private final boolean custom;

    Kind(String group, String version, String title, String plural, boolean custom) {
        this.group = group;
        this.version = version;
        this.title = title;
        this.plural = plural;
        this.custom = custom;
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    /** As objects name it. */
    public String title() {
        return title;
    }

    /** As paths and roles name it. */
    public String plural() {
        return plural;
    }

    /** Whether it comes from a CustomResourceDefinition, to which other rules of updating apply. */
    public boolean isCustom() {
        return custom;
    }

    // Agones declares no status subresource: its status is written like everything else.
    public boolean hasStatusResource() {
        return this == JOB || this == VOLUME_CLAIM;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** With its group, as messages name it. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public static Optional<Kind> of(String group, String version, String plural) {
        return Arrays.stream(values())
                .filter(kind -> kind.group.equals(group) && kind.version.equals(version) && kind.plural.equals(plural))
                .findFirst();
    }

    static Optional<Kind> titled(String apiVersion, String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.apiVersion().equals(apiVersion) && kind.title.equals(title))
                .findFirst();
    }

    public static List<Kind> ofGroup(String group, String version) {
        return Arrays.stream(values())
                .filter(kind -> kind.group.equals(group) && kind.version.equals(version))
                .toList();
    }
}
