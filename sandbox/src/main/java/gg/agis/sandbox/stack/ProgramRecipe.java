package gg.agis.sandbox.stack;

import gg.agis.sandbox.process.Program;
import gg.agis.sandbox.process.ProgramFailedException;
import gg.agis.sandbox.supervision.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of the outside world, kept alive like a service. */
class ProgramRecipe implements Recipe {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Program program;
    private final StackDirectory directory;

    ProgramRecipe(Program program, StackDirectory directory) {
        this.program = program;
        this.directory = directory;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory.run());
        program.prepare();
    }

    @Override
    public List<String> command() {
        List<String> command = new ArrayList<>(program.command());
        if (command.getFirst().equals(JvmFlags.java())) {
            command.addAll(1, JvmFlags.keepingClasses(directory.run().resolve(name() + ".jsa")));
        }
        return command;
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
        return directory.log(name());
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
