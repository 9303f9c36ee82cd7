package gg.agis.sandbox.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How JVMs are set up to share one small machine. */
final class JvmFlags {

    /**
     * A service's. Idle on two cores one weighs about 180 MiB (PSS) and starts with its AOT cache for about 5 s of
     * processor time; without the cache it is 10 s. Compiling with C1 alone would save 2 s and 30 MiB more, but costs
     * much of the throughput; so the optimising compiler stays, and only waits until methods are five times as hot as
     * usual, since what a start runs often is seldom what a service does all day.
     */
    static final List<String> SERVICE = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms32m",
            "-Xmx192m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:Tier4InvocationThreshold=25000",
            "-XX:Tier4MinInvocationThreshold=5000",
            "-XX:Tier4CompileThreshold=75000",
            "-XX:Tier4BackEdgeThreshold=200000",
            "-XX:+ExitOnOutOfMemoryError");

    private JvmFlags() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Lets a JVM keep the classes that it loaded for its next start; it writes the file when it first ends in an
     * orderly way. Only where the classpath is made of jars: others cannot be kept.
     */
    static List<String> keepingClasses(Path archive) {
        boolean jarsOnly = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(entry -> entry.endsWith(".jar"));
        return jarsOnly ? List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive) : List.of();
    }
}
