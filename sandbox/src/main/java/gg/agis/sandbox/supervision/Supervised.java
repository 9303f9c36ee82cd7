package gg.agis.sandbox.supervision;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process that is kept alive: started, awaited, watched, and started again when it dies. */
public final class Supervised {

    private static final long LOG_BYTES_MAX = 10L * 1024 * 1024;
    private static final Duration SLOW = Duration.ofSeconds(45);
    private static final long POLL_MILLIS = 150;
    private static final long WATCH_SECONDS = 5;

    private final Recipe recipe;
    private final Restarts restarts;
    private final Consumer<ProcessEvent> listener;
    private final LogFile log;
    private final Life life = new Life();
    private final AtomicReference<@Nullable Thread> keeper = new AtomicReference<>();

    public Supervised(Recipe recipe, Restarts restarts, Consumer<ProcessEvent> listener) {
        this.recipe = recipe;
        this.restarts = restarts;
        this.listener = listener;
        this.log = new LogFile(recipe.log());
    }

    public String name() {
        return recipe.name();
    }

    public LogFile log() {
        return log;
    }

    public void start() {
        life.begin();
        Thread thread = Thread.ofVirtual().name("keep-" + name()).unstarted(this::keep);
        keeper.set(thread);
        thread.start();
    }

    /** Waits until it is ready; false when the time is up, when it keeps dying, or when it is being stopped. */
    public boolean awaitReady(Duration atMost) {
        return life.awaitReady(atMost);
    }

    public boolean isReady() {
        return life.isReady();
    }

    /** The present process; empty between two lives. */
    public Optional<ProcessIdentity> identity() {
        return life.identity();
    }

    /** Ends the present process and starts the next without a pause. */
    public void restart() {
        life.expectEnd();
        endPresent();
    }

    /** Ends it and leaves it down; it can be started again. */
    public void stop() {
        Thread thread = keeper.getAndSet(null);
        if (thread == null) {
            return;
        }
        listener.accept(new ProcessEvent.Stopping(name()));
        life.stop();
        endPresent();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.accept(new ProcessEvent.Stopped(name()));
    }

    private void endPresent() {
        identity().ifPresent(process -> {
            // One that is suspended hears nothing else.
            process.signal("CONT");
            process.end(recipe.endSignal(), recipe.endGrace());
        });
    }

    private void keep() {
        while (!life.isStopping()) {
            long began = System.nanoTime();
            String why = liveOnce(began);
            if (life.endedUnexpectedly()) {
                pause(why, since(began));
            }
        }
    }

    /** One life, from preparation to end; answers why it ended. */
    private String liveOnce(long began) {
        try {
            listener.accept(new ProcessEvent.Starting(name()));
            recipe.prepare();
            long logStart = log.sizeBytes();
            Process process = life.begin(this::launch);
            identity().ifPresent(it -> listener.accept(new ProcessEvent.Launched(name(), it)));
            if (awaitReadiness(process, began, logStart)) {
                recipe.afterReady();
                life.ready(() -> listener.accept(new ProcessEvent.Ready(name(), since(began))));
            } else {
                recipe.diedYoung(log.since(logStart));
            }
            while (!process.waitFor(WATCH_SECONDS, TimeUnit.SECONDS)) {
                log.rotateAbove(LOG_BYTES_MAX);
            }
            return "exit code " + process.exitValue();
        } catch (InterruptedException e) {
            return "stopped";
        } catch (Exception e) {
            // Whatever goes wrong around a process is a reason to say so and to try anew.
            identity().ifPresent(process -> process.end("KILL", Duration.ofSeconds(5)));
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Sessions.own(recipe.command()))
                .directory(recipe.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.appending());
        builder.environment().putAll(recipe.environment());
        return builder.start();
    }

    private boolean awaitReadiness(Process process, long began, long logStart) throws InterruptedException {
        String stage = "";
        Duration slow = SLOW;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (recipe.isReady()) {
                return true;
            }
            String now = recipe.stage(log.since(logStart)).orElse(stage);
            if (!now.equals(stage)) {
                stage = now;
                listener.accept(new ProcessEvent.Stage(name(), stage));
            }
            if (since(began).compareTo(slow) > 0) {
                slow = slow.plus(SLOW);
                listener.accept(new ProcessEvent.Slow(name(), since(began), log.path()));
            }
        }
        return false;
    }

    private void pause(String why, Duration lived) {
        Duration pause = restarts.afterDeath(lived);
        listener.accept(new ProcessEvent.Died(name(), why, pause));
        if (restarts.keepsDying()) {
            listener.accept(new ProcessEvent.KeepsDying(name(), log.path(), log.tail(15)));
        }
        life.pause(pause, restarts.keepsDying());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
