package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.HeldFile;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;

/** Where a stack keeps what it owns. */
public record StackDirectory(Path root) {

    public StackDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path lock() {
        return root.resolve("lock");
    }

    /** The process that has this directory at the moment: one that is building, starting or up. */
    public Optional<ProcessIdentity> holder() {
        return HeldFile.contentIfHeld(lock()).flatMap(pid -> ProcessIdentity.of(Long.parseLong(pid.strip())));
    }

    public Path state() {
        return root.resolve("stack.json");
    }

    public Path secrets() {
        return root.resolve("secrets.json");
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Unpacked services and their AOT caches; made from the build, so they survive a reset. */
    public Path run() {
        return root.resolve("run");
    }
}
