package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.http.Feed;
import gg.agis.sandbox.kubernetes.object.Change;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Refused;
import gg.agis.sandbox.kubernetes.object.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One caller's watch over one kind of objects. */
final class Watch {

    private static final int WAITING_MAX = 5_000;

    static final Duration FOREVER = Duration.ofDays(1);

    /** Wakes who waits for changes. */
    private static final Change NUDGE =
            new Change(Change.Type.DELETED, 0, Kind.SECRET, JsonNodeFactory.instance.objectNode(), null);

    private final Store store;
    private final Kind kind;
    private final Selector selector;
    private final Feed feed;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile boolean silent;
    private volatile boolean gone;
    private volatile boolean expired;

    Watch(Store store, Kind kind, Selector selector, Feed feed) {
        this.store = store;
        this.kind = kind;
        this.selector = selector;
        this.feed = feed;
    }

    void run(String sinceVersion, Duration bookmarkEvery, Duration atMost) throws IOException {
        Consumer<Change> follower = this::offer;
        Thread.ofVirtual().name("kubernetes-watch-end").start(() -> {
            feed.awaitGone();
            gone = true;
            nudge();
        });
        try {
            begin(sinceVersion, follower);
            tell(bookmarkEvery, System.nanoTime() + atMost.toNanos());
            feed.end();
        } catch (Refused expired) {
            say("ERROR", expired.status());
            feed.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            feed.cut();
        } finally {
            store.unfollow(follower);
        }
    }

    void expire() {
        expired = true;
        nudge();
    }

    // One that has no room for it is not waiting.
    private void nudge() {
        if (!changes.offer(NUDGE)) {
            feed.cut();
        }
    }

    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void cut() {
        feed.cut();
    }

    private void offer(Change change) {
        // Who does not keep up is let go, and begins again with a list.
        if (change.kind() == kind && !changes.offer(change)) {
            gone = true;
            feed.cut();
        }
    }

    private void begin(String sinceVersion, Consumer<Change> follower) throws IOException {
        if (!sinceVersion.isEmpty() && !sinceVersion.equals("0")) {
            store.follow(Long.parseLong(sinceVersion), follower);
            return;
        }
        Store.Snapshot present = store.snapshot(kind);
        for (ObjectNode object : present.objects()) {
            if (selector.matches(object)) {
                say(Change.Type.ADDED.name(), object);
            }
        }
        store.follow(present.version(), follower);
    }

    private void tell(Duration bookmarkEvery, long endNanos) throws IOException, InterruptedException {
        long bookmarkNanos = System.nanoTime() + bookmarkEvery.toNanos();
        while (!gone && System.nanoTime() < endNanos) {
            long waitNanos = Math.min(bookmarkNanos, endNanos) - System.nanoTime();
            long version = store.version();
            Change change = changes.poll(Math.max(waitNanos, 0), TimeUnit.NANOSECONDS);
            if (expired) {
                throw Refused.expired(version, store.version());
            }
            if (change != null) {
                tell(change);
            } else if (System.nanoTime() >= bookmarkNanos) {
                say("BOOKMARK", bookmark(version));
                bookmarkNanos = System.nanoTime() + bookmarkEvery.toNanos();
            }
        }
    }

    // What a selector no longer covers is gone for this caller, and what it covers now is new.
    private void tell(Change change) throws IOException {
        boolean was = change.before() != null && selector.matches(change.before());
        boolean is = change.type() != Change.Type.DELETED && selector.matches(change.object());
        if (is) {
            say((was ? Change.Type.MODIFIED : Change.Type.ADDED).name(), change.object());
        } else if (was) {
            say(Change.Type.DELETED.name(), change.object());
        }
    }

    private ObjectNode bookmark(long version) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.title());
        Meta.of(object).put("resourceVersion", Long.toString(version));
        return object;
    }

    private void say(String type, ObjectNode object) throws IOException {
        if (!silent) {
            feed.send(JsonNodeFactory.instance
                    .objectNode()
                    .put("type", type)
                    .set("object", object)
                    .toString());
        }
    }
}
