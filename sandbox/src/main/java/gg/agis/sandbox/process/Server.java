package gg.agis.sandbox.process;

/** A server that tests start and hurt; every start waits until it answers, on the same port with the same data. */
public interface Server {

    void start();

    void stop();

    /** As {@code kill -9} does, which reaches a frozen one as well. */
    void kill();

    /** It keeps its connections and answers nothing, until {@link #thaw()}. */
    void freeze();

    void thaw();
}
