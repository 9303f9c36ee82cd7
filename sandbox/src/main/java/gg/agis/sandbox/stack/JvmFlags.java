package gg.agis.sandbox.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How JVMs are set up to share one small machine. */
final class JvmFlags {

    /**
     * A service's. Most of what a start costs is compiling: with the usual thresholds the compilers take more processor
     * time than what they compile. So C1 waits until a method is five times as hot as usual and C2 twenty times, since
     * what a start runs often is seldom what a service does all day. That saves 2 s of 6.6 at each start with an AOT
     * cache. C1 alone would save 1 s more, but would never let a busy service get fast.
     */
    static final List<String> SERVICE = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms32m",
            "-Xmx192m",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:Tier3InvocationThreshold=1000",
            "-XX:Tier3MinInvocationThreshold=500",
            "-XX:Tier3CompileThreshold=10000",
            "-XX:Tier3BackEdgeThreshold=300000",
            "-XX:Tier4InvocationThreshold=100000",
            "-XX:Tier4MinInvocationThreshold=12000",
            "-XX:Tier4CompileThreshold=300000",
            "-XX:Tier4BackEdgeThreshold=800000",
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
