package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Store;
import gg.agis.sandbox.process.Leftovers;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Runs the first container of a pod as a process that sees nothing but what the pod says. */
final class Containers {

    private static final Logger log = LoggerFactory.getLogger(Containers.class);
    private static final List<String> EVERYWHERE = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private final Store store;
    private final Volumes volumes;
    private final Path directory;
    private final Map<String, List<String>> programs;

    Containers(Store store, Volumes volumes, Path directory, Map<String, List<String>> programs) {
        this.store = store;
        this.volumes = volumes;
        this.directory = directory.toAbsolutePath();
        this.programs = new ConcurrentHashMap<>(programs);
    }

    /** Makes a place for the job; an attempt that outlived the last cluster is ended. */
    void prepare(JsonNode job) throws IOException {
        Path place = directoryOf(job);
        Leftovers.endAllIn(place, "java");
        Files.createDirectories(place);
    }

    void install(String image, List<String> command) {
        programs.put(image, List.copyOf(command));
    }

    boolean hasImage(JsonNode job) {
        return program(job).isPresent();
    }

    Path log(JsonNode job) {
        return directoryOf(job).resolve("log");
    }

    Process start(JsonNode job) throws IOException {
        JsonNode container = containerOf(job);
        PodView pod = new PodView(store, job, Mounts.of(job, container, this::volume));
        List<String> command = new ArrayList<>(program(job).orElseThrow());
        container.path("args").forEach(argument -> command.add(pod.local(argument.asString(""))));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directoryOf(job).toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log(job).toFile()));
        builder.environment().keySet().retainAll(EVERYWHERE);
        builder.environment().putAll(pod.environmentOf(container));
        log.info("The job {} runs {}", Meta.name(job), container.path("image").asString(""));
        return builder.start();
    }

    private Path volume(JsonNode job, JsonNode volume) {
        String claim = volume.path("persistentVolumeClaim").path("claimName").asString("");
        return claim.isEmpty()
                ? directoryOf(job).resolve(volume.path("name").asString(""))
                : volumes.directoryOf(Meta.namespace(job), claim);
    }

    private Optional<List<String>> program(JsonNode job) {
        String image = nameOf(containerOf(job).path("image").asString(""));
        return programs.entrySet().stream()
                .filter(known -> image.equals(known.getKey()) || image.endsWith("/" + known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static JsonNode containerOf(JsonNode job) {
        return job.path("spec").path("template").path("spec").path("containers").path(0);
    }

    // Without digest and tag; a colon before the last slash belongs to the registry's port.
    private static String nameOf(String image) {
        String undigested = image.split("@", 2)[0];
        int colon = undigested.lastIndexOf(':');
        return colon > undigested.lastIndexOf('/') ? undigested.substring(0, colon) : undigested;
    }

    private Path directoryOf(JsonNode job) {
        return directory.resolve(Meta.uid(job));
    }
}
