package gg.agis.sandbox.kubernetes.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * Which directory of this machine is which of the container's. A process here has no root of its own: where an
 * argument or a variable names a mounted path, it is told the directory instead.
 */
record Mounts(Map<String, Path> byPath) {

    static Mounts of(JsonNode job, JsonNode container, BiFunction<JsonNode, JsonNode, Path> directories) {
        Map<String, Path> byPath = new LinkedHashMap<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            JsonNode volume = volume(job, mount.path("name").asString(""));
            Path directory = directories
                    .apply(job, volume)
                    .resolve(mount.path("subPath").asString(""))
                    .normalize();
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byPath.put(mount.path("mountPath").asString(""), directory);
        }
        return new Mounts(byPath);
    }

    String local(String text) {
        for (Map.Entry<String, Path> mount : byPath.entrySet()) {
            if (text.equals(mount.getKey()) || text.startsWith(mount.getKey() + "/")) {
                return mount.getValue() + text.substring(mount.getKey().length());
            }
        }
        return text;
    }

    private static JsonNode volume(JsonNode job, String name) {
        return job.path("spec").path("template").path("spec").path("volumes").values().stream()
                .filter(volume -> volume.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The pod has no volume " + name));
    }
}
