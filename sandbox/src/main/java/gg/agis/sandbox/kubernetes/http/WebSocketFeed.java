package gg.agis.sandbox.kubernetes.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message a text frame (RFC 6455); pings are answered, and so is a goodbye. */
final class WebSocketFeed implements Feed {

    private static final Logger log = LoggerFactory.getLogger(WebSocketFeed.class);
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FRAME_BYTES_MAX = 64 * 1024;
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;
    private static final short NORMAL_END = 1000;

    private final Wire wire;

    private WebSocketFeed(Wire wire) {
        this.wire = wire;
    }

    static WebSocketFeed accept(Wire wire, String key) throws IOException {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n";
        wire.out().write(head.getBytes(StandardCharsets.ISO_8859_1));
        wire.out().flush();
        return new WebSocketFeed(wire);
    }

    private static String accepted(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-1", e);
        }
    }

    @Override
    public void send(String message) throws IOException {
        frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() throws IOException {
        frame(CLOSE, ByteBuffer.allocate(Short.BYTES).putShort(NORMAL_END).array());
        wire.close();
    }

    @Override
    public void cut() {
        wire.cut();
    }

    @Override
    public void awaitGone() {
        try {
            DataInputStream in = new DataInputStream(wire.in());
            while (answered(in)) {
                log.trace("A frame was read");
            }
        } catch (IOException gone) {
            log.debug("A watch ended", gone);
        }
    }

    private boolean answered(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == LENGTH_IN_TWO_BYTES) {
            length = in.readUnsignedShort();
        } else if (length == LENGTH_IN_EIGHT_BYTES) {
            throw new ProtocolException("A frame has at most %d bytes".formatted(FRAME_BYTES_MAX));
        }
        byte[] mask = in.readNBytes(Integer.BYTES);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % Integer.BYTES];
        }
        if (kind == PING) {
            frame(PONG, payload);
        }
        return kind != CLOSE;
    }

    private synchronized void frame(int kind, byte[] payload) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(2 + Long.BYTES).put((byte) (FINAL | kind));
        if (payload.length < LENGTH_IN_TWO_BYTES) {
            head.put((byte) payload.length);
        } else if (payload.length < FRAME_BYTES_MAX) {
            head.put((byte) LENGTH_IN_TWO_BYTES).putShort((short) payload.length);
        } else {
            head.put((byte) LENGTH_IN_EIGHT_BYTES).putLong(payload.length);
        }
        OutputStream out = wire.out();
        out.write(head.array(), 0, head.position());
        out.write(payload);
        out.flush();
    }
}
