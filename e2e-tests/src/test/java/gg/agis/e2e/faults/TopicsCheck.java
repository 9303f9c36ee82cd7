package gg.agis.e2e.faults;

import gg.agis.e2e.Suite;
import gg.agis.e2e.faults.Topic.Fact;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the topics tell: each fact once, in the order in which a player's conversions were sent, each applied once. */
final class TopicsCheck {

    private static final String REWARDED = "ads.conversion-rewarded.v1";

    private final Suite suite;
    private final Sent sent;
    private final List<String> findings;

    TopicsCheck(Suite suite, Sent sent, List<String> findings) {
        this.suite = suite;
        this.sent = sent;
        this.findings = findings;
    }

    void run() {
        Map<String, List<Fact>> conversions = Topic.read(suite, "ads.conversions");
        Map<String, List<Fact>> ledger = Topic.read(suite, "billing.ledger");
        Map<String, Long> applied = applied();
        for (String player : sent.players()) {
            List<Fact> facts = conversions.getOrDefault(player, List.of());
            inOrder(
                    "ads.conversions",
                    player,
                    facts.stream()
                            .filter(fact -> fact.type().equals(REWARDED))
                            .map(fact -> fact.value().path("conversionId").asString())
                            .toList());
            facts.forEach(fact -> appliedOnce(fact, applied.getOrDefault(fact.id(), 0L)));

            List<Fact> changes = ledger.getOrDefault("player:" + player, List.of());
            inOrder(
                    "billing.ledger",
                    player,
                    changes.stream()
                            .map(fact -> fact.value().path("cause").asString())
                            .toList());
            counted(player, changes);
        }
    }

    private void inOrder(String topic, String player, List<String> told) {
        List<SentConversion> accepted =
                sent.of(player).stream().filter(SentConversion::isAccepted).toList();
        Map<String, Long> times = told.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        boolean each = true;
        for (SentConversion conversion : accepted) {
            long published = times.getOrDefault(conversion.conversionId(), 0L);
            if (published != 1) {
                each = false;
                findings.add((published == 0 ? "not published in %s: %s" : "published %3$d times in %1$s: %2$s")
                        .formatted(topic, conversion, published));
            }
        }
        if (each && told.size() > accepted.size()) {
            findings.add("%s has %d facts of %s, %d were sent".formatted(topic, told.size(), player, accepted.size()));
        } else if (each) {
            for (int i = 0; i < accepted.size(); i++) {
                if (!accepted.get(i).conversionId().equals(told.get(i))) {
                    findings.add("out of order in %s: in place %d of %s stands %s instead of %s"
                            .formatted(topic, i, player, told.get(i), accepted.get(i)));
                    return;
                }
            }
        }
    }

    private void counted(String player, List<Fact> changes) {
        long available = 0;
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i).value();
            available += change.path("amount").asLong();
            if (change.path("sequence").asLong() != i + 1) {
                findings.add(
                        "billing.ledger counts %s at place %d of %s".formatted(change.path("sequence"), i + 1, player));
                return;
            }
            if (change.path("available").asLong() != available) {
                findings.add("billing.ledger says that %s had %s after place %d, it was %d"
                        .formatted(player, change.path("available"), i + 1, available));
                return;
            }
        }
    }

    private void appliedOnce(Fact fact, long times) {
        if (times != 1) {
            findings.add("applied %d times by billing: %s %s".formatted(times, fact.type(), fact.value()));
        }
    }

    private Map<String, Long> applied() {
        Map<String, Long> applied = new HashMap<>();
        try (var superuser = suite.superuser();
                var statement = superuser.createStatement();
                var rows = statement.executeQuery(
                        "SELECT event_id, count(*) FROM billing.inbox WHERE consumer = 'billing.rewards' GROUP BY 1")) {
            while (rows.next()) {
                applied.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new AssertionError("The inbox cannot be read", e);
        }
        return applied;
    }
}
