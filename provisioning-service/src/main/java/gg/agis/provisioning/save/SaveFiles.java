package gg.agis.provisioning.save;

import gg.agis.provisioning.saver.SaveDamaged;
import gg.agis.provisioning.saver.SaveKey;
import gg.agis.provisioning.saver.SaveStore;
import gg.agis.provisioning.saver.SealedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Saves as files in the storage. It is spoken to only when somebody wants something of it. */
@Component
@EnableConfigurationProperties(SaveSettings.class)
public class SaveFiles implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SaveFiles.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    /** Reading a save keeps a core busy. */
    private static final int READERS_MAX = 2;

    private final SaveSettings settings;
    private final Semaphore readers = new Semaphore(READERS_MAX);
    private @Nullable SaveStore store;

    SaveFiles(SaveSettings settings) {
        this.settings = settings;
        if (settings.isOn()) {
            // A wrong key stops the service at its start.
            SaveKey.of(settings.encryptionKey());
        }
    }

    /** Whether there is any storage. */
    public boolean isOn() {
        return settings.isOn();
    }

    /** How a save was found. */
    public enum Finding {
        WHOLE,
        DAMAGED,
        /** There was no time to read all of it, or no storage that answered. */
        NOT_READ
    }

    /** Absent where there is none. Throws {@link SdkException} where the storage gives no answer. */
    OptionalLong sizeOf(Save save) {
        return store().sizeOf(save.objectKey());
    }

    void delete(Save save) {
        store().delete(save.objectKey());
    }

    URI link(Save save, Duration valid) {
        return store().link(save.objectKey(), valid);
    }

    /** Reads as much of a save as there is time for: every chunk that has been changed, moved or cut off is noticed. */
    public Finding inspect(Save save, Duration limit) {
        if (!readers.tryAcquire()) {
            return Finding.NOT_READ;
        }
        try {
            return read(save, System.nanoTime() + limit.toNanos());
        } catch (SaveDamaged e) {
            log.warn("The save {} is damaged: {}", save.id(), e.getMessage());
            return Finding.DAMAGED;
        } catch (IOException | SdkException e) {
            log.warn("The save {} cannot be read", save.id(), e);
            return Finding.NOT_READ;
        } finally {
            readers.release();
        }
    }

    /** As {@link #inspect(Save, Duration)}, for somebody who waits. */
    public Finding inspect(Save save) {
        return inspect(save, settings.checkLimit());
    }

    private Finding read(Save save, long deadlineNanos) throws IOException {
        var object = store().open(save.objectKey());
        try {
            var key = SaveKey.of(settings.encryptionKey());
            var sealed = new SealedInput(new BufferedInputStream(object, BUFFER_BYTES), key, save.id());
            return readAll(sealed, deadlineNanos) ? Finding.WHOLE : Finding.NOT_READ;
        } finally {
            // Closing would read the rest.
            object.abort();
        }
    }

    private static boolean readAll(InputStream sealed, long deadlineNanos) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        while (sealed.read(buffer) >= 0) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
        }
        return true;
    }

    private synchronized SaveStore store() {
        if (store == null) {
            store = new SaveStore(settings.storage().asBucket());
        }
        return store;
    }

    @Override
    public synchronized void destroy() {
        if (store != null) {
            store.close();
        }
    }
}
