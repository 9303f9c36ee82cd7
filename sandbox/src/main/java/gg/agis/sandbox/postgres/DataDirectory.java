package gg.agis.sandbox.postgres;

import gg.agis.sandbox.process.ProgramFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A data directory is made beside its place and then renamed, so that a half made one is never started on. */
final class DataDirectory {

    private final Path directory;
    private final String superuserPassword;

    DataDirectory(Path directory, String superuserPassword) {
        this.directory = directory;
        this.superuserPassword = superuserPassword;
    }

    void make() {
        if (Files.exists(directory.resolve("PG_VERSION"))) {
            return;
        }
        try {
            Files.createDirectories(directory.getParent());
            Path fresh = Files.createTempDirectory(directory.getParent(), directory.getFileName() + ".new-");
            initialize(fresh);
            Files.deleteIfExists(directory);
            Files.move(fresh, directory);
        } catch (IOException e) {
            throw new ProgramFailedException("The data directory %s cannot be made".formatted(directory), e);
        }
    }

    private void initialize(Path fresh) throws IOException {
        Path password = Files.createTempFile(
                fresh.getParent(),
                "password",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, superuserPassword);
            run(initdb(fresh, password));
        } finally {
            Files.delete(password);
        }
    }

    private static List<String> initdb(Path fresh, Path password) {
        List<String> command = new ArrayList<>(Unprivileged.command("initdb"));
        command.addAll(List.of("--pgdata", fresh.toString()));
        command.addAll(List.of("--username", PostgresServer.SUPERUSER, "--pwfile", password.toString()));
        command.addAll(List.of("--auth", "scram-sha-256", "--encoding", "UTF8", "--data-checksums"));
        command.addAll(List.of("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
        return command;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new ProgramFailedException("initdb failed: " + said);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("Interrupted during initdb", e);
        }
    }
}
