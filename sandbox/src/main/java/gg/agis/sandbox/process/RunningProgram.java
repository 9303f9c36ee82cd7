package gg.agis.sandbox.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts, stops, kills and freezes one program from this JVM, as tests need it. */
public final class RunningProgram implements Server, AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Program program;
    private final Path log;
    private @Nullable Process process;

    public RunningProgram(Program program, Path log) {
        this.program = program;
        this.log = log;
    }

    @Override
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        program.prepare();
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .directory(program.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(program.environment());
        try {
            process = builder.start();
            program.awaitReady(START_TIMEOUT, this::isAlive);
        } catch (IOException e) {
            throw new ProgramFailedException(program.name() + " could not be started", e);
        } catch (ProgramFailedException e) {
            kill();
            throw new ProgramFailedException(e.getMessage() + endOfLog(), e);
        }
    }

    @Override
    public synchronized void stop() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        signal(program.stopSignal(), running.toHandle());
        // One that a test left frozen would never hear of it.
        thaw();
        if (!ended(running)) {
            kill();
        }
    }

    @Override
    public synchronized void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            ended(running);
        }
    }

    @Override
    public void freeze() {
        signalAll("STOP");
    }

    @Override
    public void thaw() {
        signalAll("CONT");
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    public long pid() {
        return process().pid();
    }

    @Override
    public void close() {
        stop();
    }

    private void signalAll(String signal) {
        signal(signal, process().toHandle());
        process().descendants().forEach(child -> signal(signal, child));
    }

    private static void signal(String signal, ProcessHandle target) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(target.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ProgramFailedException("kill -%s could not be run".formatted(signal), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted while sending %s".formatted(signal), e);
        }
    }

    private Process process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(program.name() + " was never started");
        }
        return running;
    }

    private static boolean ended(Process running) {
        try {
            return running.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String endOfLog() {
        try {
            String all = Files.readString(log);
            return "\n" + all.substring(Math.max(0, all.length() - 2_000));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
