package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Change;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Resources;
import gg.agis.sandbox.kubernetes.object.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that really run: as processes of this machine, on the directories that are their volumes. */
public final class Jobs implements AutoCloseable {

    private final Resources resources;
    private final Store store;
    private final Volumes volumes;
    private final Containers containers;
    private final InstantSource clock;
    private final Map<String, JobRun> runs = new ConcurrentHashMap<>();
    private final AtomicInteger failing = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /**
     * Takes up what was not finished when the cluster ended.
     *
     * @param programs the command for each image, by its name without registry and tag
     */
    public Jobs(
            Resources resources,
            Volumes volumes,
            Path directory,
            Map<String, List<String>> programs,
            InstantSource clock) {
        this.resources = resources;
        this.store = resources.store();
        this.volumes = volumes;
        this.clock = clock;
        this.containers = new Containers(store, volumes, directory, programs);
        resources.admission(Kind.JOB, new JobAdmission());
        resources.admission(Kind.SECRET, new SecretAdmission());
        store.follow(this::noticed);
        store.all(Kind.JOB).forEach(this::begin);
    }

    /** One of them, as its status says. */
    public record View(String namespace, String name, int active, int succeeded, int failed, boolean finished) {

        static View of(ObjectNode job) {
            JsonNode status = job.path("status");
            return new View(
                    Meta.namespace(job),
                    Meta.name(job),
                    status.path("active").asInt(0),
                    status.path("succeeded").asInt(0),
                    status.path("failed").asInt(0),
                    isFinished(job));
        }
    }

    public List<View> all() {
        return store.all(Kind.JOB).stream().map(View::of).toList();
    }

    /** What its processes have printed, attempt after attempt. */
    public String logOf(String namespace, String name) {
        return store.find(new Store.Key(Kind.JOB, namespace, name))
                .map(job -> containers.log(job))
                .filter(Files::exists)
                .map(Jobs::text)
                .orElse("");
    }

    /** From now on this command runs for jobs of that image, whose name has no registry and no tag. */
    public void install(String image, List<String> command) {
        containers.install(image, command);
    }

    /** The next attempts fail without having run. */
    public void failNext(int attempts) {
        failing.set(attempts);
    }

    /** No attempt begins any more, until {@link #release()}. */
    public void hold() {
        if (gate.getCount() == 0) {
            gate = new CountDownLatch(1);
        }
    }

    public void release() {
        gate.countDown();
        failing.set(0);
    }

    static boolean isFinished(JsonNode job) {
        return job.path("status").path("conditions").values().stream()
                .filter(condition -> condition.path("status").asString("").equals("True"))
                .map(condition -> condition.path("type").asString(""))
                .anyMatch(type -> type.equals("Complete") || type.equals("Failed"));
    }

    private void noticed(Change change) {
        if (change.kind() != Kind.JOB) {
            return;
        }
        if (change.type() == Change.Type.ADDED) {
            begin(change.object());
        } else if (change.type() == Change.Type.DELETED) {
            end(runs.remove(Meta.uid(change.object())));
        }
    }

    private void begin(ObjectNode job) {
        if (!isFinished(job)) {
            JobRun run = new JobRun(this, job);
            runs.put(Meta.uid(job), run);
            Thread.ofVirtual().name("job-" + Meta.name(job)).start(run);
        }
    }

    private static void end(@Nullable JobRun run) {
        if (run != null) {
            run.cancel();
        }
    }

    Resources resources() {
        return resources;
    }

    Volumes volumes() {
        return volumes;
    }

    Containers containers() {
        return containers;
    }

    InstantSource clock() {
        return clock;
    }

    /** Returns when an attempt may begin; false if it is to fail. */
    boolean mayRun() throws InterruptedException {
        gate.await();
        return failing.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.values().forEach(JobRun::cancel);
    }
}
