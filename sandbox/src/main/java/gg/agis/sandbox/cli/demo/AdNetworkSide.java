package gg.agis.sandbox.cli.demo;

import java.io.IOException;

/** The ad network's side of the story. */
interface AdNetworkSide extends AutoCloseable {

    /**
     * A callback that was sent.
     *
     * @param url with its whole query, as it went out
     * @param status of the answer; 0 where none came
     */
    record Callback(String url, int status, String body) {}

    /** Reports a completed offer; the same transaction again is the same callback again. */
    Callback report(String player, String transactionId, long amount) throws IOException, InterruptedException;

    @Override
    void close();
}
