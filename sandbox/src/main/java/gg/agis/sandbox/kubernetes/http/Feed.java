package gg.agis.sandbox.kubernetes.http;

import java.io.IOException;

/** An answer without an end, one message after the other. */
public interface Feed {

    void send(String message) throws IOException;

    /** The orderly end. */
    void end() throws IOException;

    /** The other end: as if the server had died. */
    void cut();

    /** Returns once the caller has gone. */
    void awaitGone();
}
