package gg.agis.sandbox.kubernetes.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message a line, a line a chunk. */
final class ChunkedFeed implements Feed {

    private static final Logger log = LoggerFactory.getLogger(ChunkedFeed.class);

    private final Wire wire;

    private ChunkedFeed(Wire wire) {
        this.wire = wire;
    }

    static ChunkedFeed begin(Wire wire, StringBuilder head) throws IOException {
        head.append("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        wire.out().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        wire.out().flush();
        return new ChunkedFeed(wire);
    }

    @Override
    public synchronized void send(String message) throws IOException {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream out = wire.out();
        out.write((Integer.toHexString(line.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(line);
        out.write('\r');
        out.write('\n');
        out.flush();
    }

    @Override
    public synchronized void end() throws IOException {
        wire.out().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        wire.out().flush();
        wire.close();
    }

    @Override
    public void cut() {
        wire.cut();
    }

    @Override
    public void awaitGone() {
        try {
            wire.in().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            log.debug("A watch ended", gone);
        }
    }
}
