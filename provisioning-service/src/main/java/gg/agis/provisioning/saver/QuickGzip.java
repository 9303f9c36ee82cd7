package gg.agis.provisioning.saver;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs what can be packed. Most of a world is packed already, and trying to would take most of the time: where a stretch
 * of it did not become shorter, the next ones are stored as they are, before it is tried again.
 */
final class QuickGzip extends GZIPOutputStream {

    static final int STRETCH_BYTES = 1024 * 1024;
    private static final int STORED_STRETCHES = 15;
    private static final int SHORTER_PERCENT = 95;
    private static final int BUFFER_BYTES = 64 * 1024;

    private long read;
    private long written;
    private int toStore;

    QuickGzip(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES);
        def.setLevel(Deflater.BEST_SPEED);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (def.getBytesRead() - read >= STRETCH_BYTES) {
            endStretch();
        }
        super.write(bytes, offset, length);
    }

    private void endStretch() {
        if (toStore > 0) {
            toStore--;
        } else if (!becameShorter()) {
            toStore = STORED_STRETCHES;
        }
        def.setLevel(toStore > 0 ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        read = def.getBytesRead();
        written = def.getBytesWritten();
    }

    private boolean becameShorter() {
        return (def.getBytesWritten() - written) * 100 < (def.getBytesRead() - read) * SHORTER_PERCENT;
    }
}
