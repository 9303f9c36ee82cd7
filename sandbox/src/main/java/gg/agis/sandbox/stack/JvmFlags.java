package gg.agis.sandbox.stack;

import java.nio.file.Path;
import java.util.List;

/** How the services' JVMs are set up for one small machine. */
final class JvmFlags {

    static final List<String> SERVICE = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms32m",
            "-Xmx192m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+ExitOnOutOfMemoryError");

    private JvmFlags() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
