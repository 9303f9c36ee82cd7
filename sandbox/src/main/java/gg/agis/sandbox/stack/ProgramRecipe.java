package gg.agis.sandbox.stack;

import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.supervision.Recipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program of the outside world, kept alive like a service. */
class ProgramRecipe implements Recipe {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Program program;
    private final Path log;

    ProgramRecipe(Program program, Path log) {
        this.program = program;
        this.log = log;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public void prepare() {
        program.prepare();
    }

    @Override
    public List<String> command() {
        return program.command();
    }

    @Override
    public Map<String, String> environment() {
        return program.environment();
    }

    @Override
    public boolean isReady() {
        try {
            program.awaitReady(LOOK, () -> true);
            return true;
        } catch (ProgramFailedException notYet) {
            return false;
        }
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Path directory() {
        return program.directory();
    }

    @Override
    public String endSignal() {
        return program.stopSignal();
    }
}
