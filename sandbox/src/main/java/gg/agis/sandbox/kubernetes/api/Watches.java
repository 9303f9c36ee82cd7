package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.http.Call;
import gg.agis.sandbox.kubernetes.http.Feed;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watches that are open, and what can be done to all of them. */
public final class Watches {

    private final Store store;
    private final Duration bookmarkEvery;
    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    Watches(Store store, Duration bookmarkEvery) {
        this.store = store;
        this.bookmarkEvery = bookmarkEvery;
    }

    void serve(Call call, Kind kind, Selector selector) throws IOException {
        Feed feed = call.feed();
        Watch watch = new Watch(store, kind, selector, feed);
        open.add(watch);
        if (silent) {
            watch.silence();
        }
        try {
            watch.run(
                    call.query("resourceVersion").orElse(""),
                    call.query("allowWatchBookmarks").map(Boolean::parseBoolean).orElse(false)
                            ? bookmarkEvery
                            : Watch.FOREVER,
                    call.query("timeoutSeconds")
                            .map(Long::parseLong)
                            .map(Duration::ofSeconds)
                            .orElse(Watch.FOREVER));
        } finally {
            open.remove(watch);
        }
    }

    public int count() {
        return open.size();
    }

    /** Every watch is told that its version is too old, and so is who comes with an old one. */
    public void expire() {
        store.forgetHistory();
        open.forEach(Watch::expire);
    }

    /** Every watch, and every one that is begun, stays open and tells nothing any more. */
    public void silence() {
        silent = true;
        open.forEach(Watch::silence);
    }

    /** New watches tell again; the silent ones, which have missed something, are cut. */
    public void speak() {
        silent = false;
        open.stream().filter(Watch::isSilent).forEach(Watch::cut);
    }

    /** The connections of all watches break. */
    public void cut() {
        open.forEach(Watch::cut);
    }
}
