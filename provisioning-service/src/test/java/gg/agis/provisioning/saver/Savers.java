package gg.agis.provisioning.saver;

import gg.agis.sandbox.junit.TestStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The saver as the program that it is. */
public final class Savers {

    public static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private Savers() {}

    /** Begins a saver that has so much heap. */
    public static List<String> command(String heap) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Saver.class.getName());
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
