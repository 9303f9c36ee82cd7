package gg.agis.e2e.faults;

import gg.agis.e2e.Suite;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds what came of it against what was sent. The ledger's own balance cannot do that: postings sum to zero even when
 * money is lost or doubled.
 */
final class Oracle {

    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);

    // A consumer that commits its offsets first looks as if it were done before it is.
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

    private static final Set<String> WORDS = Set.of("credited", "duplicate");

    private final Suite suite;

    Oracle(Suite suite) {
        this.suite = suite;
    }

    /** Everything that is wrong, each with the conversion or player that it happened to; empty if nothing is. */
    List<String> findings(Sent sent) {
        List<String> findings = new ArrayList<>(sent.surprises());
        findings.addAll(Drain.ofConversions(suite).await(DRAINED_WITHIN));
        answers(sent, findings);
        try {
            wallets(sent, findings);
            new BooksCheck(suite, sent, findings).run();
        } catch (IOException | SQLException e) {
            throw new AssertionError("What came of it cannot be read", e);
        }
        new TopicsCheck(suite, sent, findings).run();
        return findings;
    }

    private static void answers(Sent sent, List<String> findings) {
        sent.all().forEach(conversion -> {
            if (!conversion.isAccepted()) {
                findings.add("never accepted: " + conversion);
            } else if (!WORDS.containsAll(conversion.words())) {
                findings.add("answered %s: %s".formatted(conversion.words(), conversion));
            }
            if (conversion.timesTold("credited") > 1) {
                findings.add(
                        "answered 'credited' %d times: %s".formatted(conversion.timesTold("credited"), conversion));
            }
            if (conversion.conversionIds().size() > 1) {
                findings.add("given several ids %s: %s".formatted(conversion.conversionIds(), conversion));
            }
        });
    }

    private void wallets(Sent sent, List<String> findings) throws IOException {
        List<String> wrong = wrongWallets(sent);
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (!wrong.isEmpty() && System.nanoTime() < deadline) {
            wrong = wrongWallets(sent);
        }
        findings.addAll(wrong);
    }

    private List<String> wrongWallets(Sent sent) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String player : sent.players()) {
            long available = suite.door().available(player);
            if (available != sent.total(player)) {
                wrong.add("wallet of %s: %d GC, but %d were sent: %+d"
                        .formatted(player, available, sent.total(player), available - sent.total(player)));
            }
        }
        return wrong;
    }
}
