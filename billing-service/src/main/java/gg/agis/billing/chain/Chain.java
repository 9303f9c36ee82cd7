package gg.agis.billing.chain;

import gg.agis.billing.chain.ChainTable.Unlinked;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The hash chain over all transfers, built behind the running transactions, so that nobody who posts waits for it. */
@Component
public class Chain {

    private static final int BATCH = 1_000;
    private static final String FIRST_XID = "0";
    private static final UUID FIRST_ID = new UUID(0, 0);

    private final ChainTable table;
    private final Clock clock;

    Chain(ChainTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * What the chain says of all history up to a transfer.
     *
     * @param position how many transfers it covers
     * @param head in hexadecimal
     */
    public record Head(long position, String head, Instant at) {}

    public Optional<Head> head() {
        return table.head().map(last -> new Head(last.position(), last.hash(), last.linkedAt()));
    }

    /** Links what has become final; answers whether there is more. */
    @Transactional
    public boolean extend() {
        if (!table.lock()) {
            return false;
        }
        var head = table.head();
        var next = table.unlinkedAfter(
                head.map(ChainTable.Head::xid).orElse(FIRST_XID),
                head.map(ChainTable.Head::transferId).orElse(FIRST_ID),
                BATCH);
        if (!next.isEmpty()) {
            table.append(
                    head.map(ChainTable.Head::position).orElse(0L),
                    next,
                    hashes(head.map(ChainTable.Head::hash).orElse(Link.BEFORE_THE_FIRST), next),
                    clock.instant());
        }
        return next.size() == BATCH;
    }

    /** The first position at which history is not what the chain says, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Long> brokenAt() {
        String hash = Link.BEFORE_THE_FIRST;
        long position = 0;
        for (var page = table.after(position, BATCH); !page.isEmpty(); page = table.after(position, BATCH)) {
            for (var standing : page) {
                position++;
                var link = standing.link();
                if (link == null || standing.position() != position) {
                    return Optional.of(position);
                }
                hash = link.hashAfter(hash);
                if (!hash.equals(standing.hash())) {
                    return Optional.of(position);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> hashes(String before, List<Unlinked> next) {
        var hashes = new ArrayList<String>();
        var hash = before;
        for (var unlinked : next) {
            hash = unlinked.link().hashAfter(hash);
            hashes.add(hash);
        }
        return hashes;
    }
}
