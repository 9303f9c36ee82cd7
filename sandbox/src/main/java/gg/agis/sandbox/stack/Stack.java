package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.LogFile;
import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The suite on one machine: PostgreSQL, Kafka, the stand-ins and the services, each a process, kept alive until it is
 * closed. Data stays for the next stack in the same directory.
 */
public final class Stack implements AutoCloseable {

    private final StackSettings settings;
    private final Consumer<ProcessEvent> listener;
    private final StackDirectory directory;
    private volatile @Nullable Claim claim;
    private volatile @Nullable Running running;

    Stack(StackSettings settings, Consumer<ProcessEvent> listener) {
        this.settings = settings;
        this.listener = listener;
        this.directory = settings.directory();
    }

    public static StackBuilder builder(Path checkout) {
        return new StackBuilder(checkout);
    }

    /**
     * Takes the directory and the gateway's port, so that a refusal comes before any work.
     *
     * @throws StackFailedException if somebody else has one of them
     */
    public synchronized void claim() {
        if (claim == null) {
            claim = Claim.on(directory, settings.port());
        }
    }

    /**
     * Returns once everything is ready.
     *
     * @throws StackFailedException if it cannot be; nothing runs then
     */
    public synchronized void start() {
        claim();
        Claim claimed = Objects.requireNonNull(claim);
        try {
            StackState.read(directory).ifPresent(Remains::end);
            Running present = new Running(settings, Secrets.in(directory.secrets()), claimed, listener);
            running = present;
            present.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Ends everything, the gateway first and PostgreSQL last. */
    @Override
    public void close() {
        Running present = running;
        if (present != null) {
            present.stop();
        }
        Claim claimed = claim;
        if (claimed != null) {
            claimed.close();
        }
    }

    public StackDirectory directory() {
        return directory;
    }

    /** Where a service takes requests; {@code world} is the control API of the stand-ins. */
    public String url(String name) {
        return "http://127.0.0.1:" + running().port(name);
    }

    /** Where a service answers for itself: readiness and metrics. */
    public String managementUrl(String name) {
        return "http://127.0.0.1:" + running().managementPort(name);
    }

    /** A caller's token for the gateway, good for an hour. */
    public String token(Caller caller) {
        return new CallerTokens(running().secrets(), Clock.systemUTC()).tokenFor(caller);
    }

    public String superuserJdbcUrl() {
        return running().surroundings().administratorJdbcUrl();
    }

    public String bootstrapServers() {
        return running().surroundings().bootstrapServers();
    }

    /** Addresses and secrets by the names under which scripts know them. */
    public Map<String, String> environment() {
        return ScriptEnvironment.of(running().state(), running().secrets(), settings.environment());
    }

    public List<String> parts() {
        return running().parts();
    }

    /** The present process of a part; throws between its death and its next life. */
    public long pid(String name) {
        return process(name).pid();
    }

    public boolean isReady(String name) {
        return running().part(name).isReady();
    }

    /** Waits for a part that was killed or is starting; false if it took too long. */
    public boolean awaitReady(String name, Duration atMost) {
        return running().part(name).awaitReady(atMost);
    }

    public LogFile log(String name) {
        return running().part(name).log();
    }

    /** Kills it as {@code kill -9} does, and returns once it is dead; it is started again as after any death. */
    public void kill9(String name) {
        running().part(name).identity().ifPresent(process -> process.end("KILL", Duration.ofSeconds(10)));
    }

    /** Freezes it: it keeps its connections and answers nothing, until it is resumed. */
    public void suspend(String name) {
        signalWithChildren(name, "STOP");
    }

    public void resume(String name) {
        signalWithChildren(name, "CONT");
    }

    /** Ends it and keeps it down, until it is released. */
    public void hold(String name) {
        running().part(name).stop();
    }

    public void release(String name) {
        running().part(name).start();
    }

    /** Ends it in an orderly way and starts it again. */
    public void restart(String name) {
        running().part(name).restart();
    }

    /** Makes the AOT caches that are missing, now. */
    public void train() {
        running().training().trainMissing();
    }

    private void signalWithChildren(String name, String signal) {
        process(name).running().ifPresent(parent -> {
            List<ProcessHandle> children = parent.descendants().toList();
            process(name).signal(signal);
            children.forEach(child -> ProcessIdentity.of(child.pid()).ifPresent(identity -> identity.signal(signal)));
        });
    }

    private ProcessIdentity process(String name) {
        return running()
                .part(name)
                .identity()
                .orElseThrow(() -> new IllegalStateException(name + " is not running at the moment"));
    }

    private Running running() {
        Running present = running;
        if (present == null) {
            throw new IllegalStateException("The stack was not started");
        }
        return present;
    }
}
