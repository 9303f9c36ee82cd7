package gg.agis.sandbox.kubernetes;

import gg.agis.sandbox.kubernetes.agones.Pace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster is started with.
 *
 * @param port of the API server; 0 for any
 * @param directory where objects, volumes and jobs are kept
 * @param token what callers present
 * @param programs what runs for a job's image: its name without registry and tag, and the command of this machine
 * @param role a manifest with the roles of who has the token; everything is allowed where there is none
 */
public record KubernetesSettings(
        int port, Path directory, String token, Pace pace, Map<String, List<String>> programs, Optional<Path> role) {

    /** Whoever has the token may do everything. */
    public KubernetesSettings(int port, Path directory, String token, Pace pace, Map<String, List<String>> programs) {
        this(port, directory, token, pace, programs, Optional.empty());
    }

    @Override
    public String toString() {
        return "KubernetesSettings[port=%d, directory=%s]".formatted(port, directory);
    }
}
