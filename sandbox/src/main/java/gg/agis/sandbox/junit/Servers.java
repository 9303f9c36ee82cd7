package gg.agis.sandbox.junit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.RunningProgram;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The servers of this JVM's tests, which end with it. */
final class Servers {

    private static final TestDirectory DIRECTORY = TestDirectory.create();
    private static final Queue<RunningProgram> RUNNING = new ConcurrentLinkedQueue<>();

    static {
        quietenLogs();
        Runtime.getRuntime().addShutdownHook(new Thread(Servers::end, "end-test-servers"));
    }

    private Servers() {}

    static Path directory(String name) {
        return DIRECTORY.path().resolve(name);
    }

    static RunningProgram program(Program program) {
        RunningProgram running = new RunningProgram(program, DIRECTORY.path().resolve(program.name() + ".log"));
        RUNNING.add(running);
        return running;
    }

    private static void end() {
        RUNNING.forEach(RunningProgram::stop);
        DIRECTORY.remove();
    }

    // The servers start before Spring configures logging, and unconfigured Logback tells everything.
    private static void quietenLogs() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getLevel() == Level.DEBUG) {
            root.setLevel(Level.WARN);
        }
    }
}
