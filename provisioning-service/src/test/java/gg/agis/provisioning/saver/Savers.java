package gg.agis.provisioning.saver;

import gg.agis.sandbox.junit.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The saver as the program that it is. */
public final class Savers {

    public static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private Savers() {}

    /** Begins a saver; how much memory it has is for others to say. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Saver.class.getName());
    }

    /** The same for small saves, of which its start is most: a quick start, and nothing that takes long to get fast. */
    public static List<String> quickCommand() {
        var command = new ArrayList<>(command());
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        return command;
    }

    /** The same, here and now. */
    public static int run(List<String> arguments) {
        return Saver.run(arguments, environment());
    }

    static Map<String, String> environment() {
        return Map.of(
                "S3_ENDPOINT",
                TestStorage.endpoint(),
                "S3_BUCKET",
                TestStorage.BUCKET,
                "S3_ACCESS_KEY",
                TestStorage.ACCESS_KEY,
                "S3_SECRET_KEY",
                TestStorage.SECRET_KEY,
                "BACKUP_ENCRYPTION_KEY",
                KEY);
    }
}
