package gg.agis.sandbox.junit;

import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.storage.Storage;
import gg.agis.sandbox.storage.StorageSettings;
import java.nio.file.Path;

/** The S3 of this JVM's tests, started by whoever asks first, in this JVM. */
public final class TestStorage {

    public static final String BUCKET = "saves";
    public static final String ACCESS_KEY = "tests";
    public static final String SECRET_KEY = "a secret for tests";

    private TestStorage() {}

    public static String endpoint() {
        return Holder.STORAGE.url();
    }

    /** Where an object's bytes lie, for who wants to spoil some. */
    public static Path fileOf(String key) {
        return Holder.DIRECTORY.resolve(BUCKET).resolve(key);
    }

    private static final class Holder {

        static final Path DIRECTORY = Servers.directory("s3");
        static final Storage STORAGE =
                Storage.start(new StorageSettings(Ports.free(), DIRECTORY, BUCKET, ACCESS_KEY, SECRET_KEY));
    }
}
