package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.LogFile;
import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessIdentity;
import gg.agis.sandbox.supervision.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes AOT caches: starts each service once more beside the running one, at the lowest priority, as far as its beans
 * and no further. It serves nothing, listens to nothing and sends nothing.
 */
final class Training {

    private static final long SAMPLE_SECONDS = 10;
    private static final long MINUTES_MAX = 10;
    private static final int NICE = 19;

    private final List<ServiceRecipe> recipes;
    private final Consumer<ProcessEvent> listener;
    private final Supplier<List<ProcessIdentity>> processes;
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final AtomicReference<@Nullable ProcessIdentity> process = new AtomicReference<>();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean stopping;

    Training(List<ServiceRecipe> recipes, Consumer<ProcessEvent> listener, Supplier<List<ProcessIdentity>> processes) {
        this.recipes = recipes;
        this.listener = listener;
        this.processes = processes;
    }

    void startWhenIdleFor(Duration idle) {
        thread.set(Thread.ofVirtual().name("training").start(() -> trainOnceIdleFor(idle)));
    }

    void stop() {
        stopping = true;
        Thread waiting = thread.getAndSet(null);
        if (waiting != null) {
            waiting.interrupt();
        }
        process().ifPresent(Training::endWithChildren);
    }

    /** The process that is learning at the moment. */
    Optional<ProcessIdentity> process() {
        return Optional.ofNullable(process.get());
    }

    void trainMissing() {
        oneAtATime.lock();
        try {
            for (ServiceRecipe recipe : missing()) {
                if (!stopping) {
                    train(recipe);
                }
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void trainOnceIdleFor(Duration idle) {
        IdleWatch watch = new IdleWatch();
        try {
            while (!stopping && !missing().isEmpty()) {
                if (watch.idleAfter(Instant.now(), cpuUsed()).compareTo(idle) >= 0) {
                    trainMissing();
                    return;
                }
                TimeUnit.SECONDS.sleep(SAMPLE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ServiceRecipe> missing() {
        return recipes.stream()
                .filter(recipe -> recipe.isStandard() && !recipe.cache().exists())
                .toList();
    }

    private void train(ServiceRecipe recipe) {
        Instant began = Instant.now();
        listener.accept(new ProcessEvent.Note(recipe.name(), "learning for a quicker start"));
        try {
            boolean learnt = run(recipe);
            if (learnt) {
                recipe.cache().adoptDraft();
            }
            String outcome = learnt
                    ? "learnt in %d s"
                            .formatted(Duration.between(began, Instant.now()).toSeconds())
                    : "did not learn; %s says why".formatted(log(recipe).path());
            if (!stopping) {
                listener.accept(new ProcessEvent.Note(recipe.name(), outcome));
            }
        } catch (IOException e) {
            listener.accept(new ProcessEvent.Note(recipe.name(), "did not learn: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean run(ServiceRecipe recipe) throws IOException, InterruptedException {
        Path draft = recipe.cache().draft();
        Files.deleteIfExists(draft);
        List<String> command = new ArrayList<>(lowPriority());
        command.addAll(recipe.command(List.of("-XX:AOTCacheOutput=" + draft, "-Dspring.context.exit=onRefresh")));
        ProcessBuilder builder = new ProcessBuilder(Sessions.own(command))
                .directory(recipe.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(recipe).appending());
        Map<String, String> variables = new HashMap<>(recipe.environment());
        variables.put("SERVER_PORT", "0");
        variables.put("METRICS_PORT", "0");
        builder.environment().putAll(variables);
        Process learning = builder.start();
        process.set(ProcessIdentity.of(learning.pid()).orElse(null));
        try {
            if (!learning.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                process().ifPresent(Training::endWithChildren);
                return false;
            }
            return learning.exitValue() == 0 && Files.exists(draft) && !stopping;
        } finally {
            process.set(null);
        }
    }

    private LogFile log(ServiceRecipe recipe) {
        return new LogFile(recipe.log().resolveSibling("training-" + recipe.name() + ".log"));
    }

    private Duration cpuUsed() {
        return processes.get().stream()
                .flatMap(identity -> identity.running().stream())
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<String> lowPriority() {
        List<String> prefix = new ArrayList<>();
        // Where the kernel shares processors between sessions first, nice alone yields nothing in a session of its own.
        // From within, since until the session is made, the setting would be that of the one which asked for it.
        if (Files.isWritable(Path.of("/proc/self/autogroup"))) {
            prefix.addAll(List.of(
                    "/bin/sh", "-c", "echo %d 2>/dev/null >/proc/self/autogroup; exec \"$@\"".formatted(NICE), "sh"));
        }
        if (Files.isExecutable(Path.of("/usr/bin/ionice"))) {
            prefix.addAll(List.of("/usr/bin/ionice", "-c", "3"));
        }
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            prefix.addAll(List.of("/usr/bin/nice", "-n", Integer.toString(NICE)));
        }
        return prefix;
    }

    // The JVM that learnt starts another that writes the cache.
    private static void endWithChildren(ProcessIdentity parent) {
        parent.running().ifPresent(handle -> {
            List<ProcessHandle> children = handle.descendants().toList();
            handle.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        });
        parent.awaitEnd(Duration.ofSeconds(5));
    }
}
