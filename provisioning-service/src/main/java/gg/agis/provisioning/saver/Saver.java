package gg.agis.provisioning.saver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a directory and brings it back, as a job beside the volume:
 *
 * <pre>
 * export  directory saveId key       tar, gzip, sealed, into the bucket under this key
 * restore directory saveId key       the way back; the directory is touched only when all of the save is known to be whole
 * </pre>
 *
 * How it ends tells what happened: 0 done, 1 something may be better another time, 2 wrongly called, 3 the save is
 * damaged, 4 the save is whole and yet leads out of the directory. It is a program of its own, without Spring, so that it
 * is small and knows nothing but one save.
 */
public final class Saver {

    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONGLY_CALLED = 2;
    public static final int DAMAGED = 3;
    public static final int UNSAFE = 4;

    /** What it is run with: enough for a save of any size, since one chunk and one part are in memory. */
    public static final String JAVA_OPTIONS = "-XX:+UseSerialGC -Xmx256m";

    private static final Logger log = LoggerFactory.getLogger(Saver.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SaveStore store;
    private final SaveKey key;

    Saver(SaveStore store, SaveKey key) {
        this.store = store;
        this.key = key;
    }

    public static void main(String[] arguments) {
        // The storage's client tells all that it sends, byte by byte, unless it is asked not to.
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        }
        System.exit(run(List.of(arguments), System.getenv()));
    }

    static int run(List<String> arguments, Map<String, String> environment) {
        if (arguments.size() != 4) {
            log.error("Call it with export or restore, a directory, the save's id and its key in the bucket");
            return WRONGLY_CALLED;
        }
        var directory = Path.of(arguments.get(1)).toAbsolutePath().normalize();
        var objectKey = arguments.get(3);
        try (var store = new SaveStore(Bucket.of(environment))) {
            var saveId = UUID.fromString(arguments.get(2));
            var saver = new Saver(store, SaveKey.of(Bucket.needed(environment, "BACKUP_ENCRYPTION_KEY")));
            switch (arguments.getFirst()) {
                case "export" -> saver.export(directory, saveId, objectKey);
                case "restore" -> saver.restore(directory, saveId, objectKey);
                default -> throw new IllegalArgumentException("It can export and restore alone");
            }
            log.info("Done: {} {}", arguments.getFirst(), objectKey);
            return DONE;
        } catch (SaveDamaged e) {
            log.error("The save {} is damaged: {}", objectKey, e.getMessage());
            return DAMAGED;
        } catch (UnsafeArchive e) {
            log.error("The save {} is refused: {}", objectKey, e.getMessage());
            return UNSAFE;
        } catch (IllegalArgumentException e) {
            log.error("It cannot be done so: {}", e.getMessage());
            return WRONGLY_CALLED;
        } catch (IOException | RuntimeException e) {
            log.error("The save {} could not be seen to", objectKey, e);
            return FAILED;
        }
    }

    void export(Path directory, UUID saveId, String objectKey) throws IOException {
        try (var upload = store.upload(objectKey)) {
            var sealed = new SealedOutput(upload, key, saveId);
            // None of these is closed: what is closed because something failed must not look finished.
            var packed = new QuickGzip(sealed);
            // An archive is written in blocks of 512 bytes, which are costly one by one.
            var buffered = new BufferedOutputStream(packed, BUFFER_BYTES);
            Packing.pack(directory, buffered);
            buffered.flush();
            packed.finish();
            sealed.finish();
            upload.complete();
        }
    }

    void restore(Path directory, UUID saveId, String objectKey) throws IOException {
        var staging = new Staging(directory);
        var object = store.open(objectKey);
        try {
            var sealed = new SealedInput(new BufferedInputStream(object, BUFFER_BYTES), key, saveId);
            var packed = new GZIPInputStream(sealed, BUFFER_BYTES);
            staging.fill(packed);
            // Behind the archive's end are only zeros; but only at the very end is it certain that nothing is missing.
            packed.transferTo(OutputStream.nullOutputStream());
            sealed.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            object.abort();
            staging.clear();
            throw e;
        }
        object.close();
        staging.moveInPlace();
    }
}
