package gg.agis.common.transaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Lets requests that come at the same time share one transaction, and the one write to the disk that it waits for. While a
 * run is under way the next ones gather; each is answered when the run that it was in has ended. Whoever comes alone waits
 * for nobody.
 *
 * <p>One of those who gathered makes the run, in its own thread and for one run only. If a run of several fails, each is
 * tried alone, so that nobody suffers for another's question; unless the database is away, which everyone is told at once.
 */
public final class Gathering<Q, A> {

    private final int atMost;
    private final GatheredRun<Q, A> run;
    private final Queue<Asked<Q, A>> waiting = new ArrayDeque<>();
    private boolean underWay;

    Gathering(int atMost, GatheredRun<Q, A> run) {
        this.atMost = atMost;
        this.run = run;
    }

    /** Not within a transaction: what is asked has one of its own. */
    public A ask(Q question) {
        var mine = new Asked<Q, A>(question, run.presentTrace());
        if (comesFirst(mine) || mine.awaitLead()) {
            try {
                run.make(gathered());
            } finally {
                handOver();
            }
        }
        return mine.answered();
    }

    private synchronized boolean comesFirst(Asked<Q, A> mine) {
        waiting.add(mine);
        boolean first = !underWay;
        underWay = true;
        return first;
    }

    /** Whoever leads has waited longest, and so is always among them. */
    private synchronized List<Asked<Q, A>> gathered() {
        var group = new ArrayList<Asked<Q, A>>(Math.min(waiting.size(), atMost));
        while (group.size() < atMost && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private synchronized void handOver() {
        var next = waiting.peek();
        underWay = next != null;
        if (next != null) {
            next.lead();
        }
    }
}
