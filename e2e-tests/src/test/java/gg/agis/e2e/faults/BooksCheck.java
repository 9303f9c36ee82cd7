package gg.agis.e2e.faults;

import gg.agis.e2e.Suite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the databases hold: each conversion stored once and transferred once, the books balanced. */
final class BooksCheck {

    private final Suite suite;
    private final Sent sent;
    private final List<String> findings;

    BooksCheck(Suite suite, Sent sent, List<String> findings) {
        this.suite = suite;
        this.sent = sent;
        this.findings = findings;
    }

    void run() throws SQLException {
        try (Connection superuser = suite.superuser()) {
            storedOnce(superuser);
            transferredOnce(superuser);
            balanced(superuser);
            balancesEqualPostings(superuser);
            noDeadLetters(superuser);
        }
    }

    private void storedOnce(Connection superuser) throws SQLException {
        Map<String, Long> stored = counts(
                superuser,
                "SELECT network_transaction_id, count(*) FROM ads.conversions WHERE player_id = ANY (?) GROUP BY 1",
                sent.players().stream());
        sent.all().forEach(conversion -> {
            long times = stored.getOrDefault(conversion.transactionId(), 0L);
            if (times != 1) {
                findings.add((times == 0 ? "not stored: " : "stored %d times: ".formatted(times)) + conversion);
            }
        });
        if (stored.size() > sent.all().count()) {
            findings.add("%d conversions are stored, %d were sent"
                    .formatted(stored.size(), sent.all().count()));
        }
    }

    private void transferredOnce(Connection superuser) throws SQLException {
        Map<String, Long> transfers = counts(
                superuser,
                "SELECT cause, count(*) FROM billing.transfers WHERE cause = ANY (?) GROUP BY 1",
                sent.all().filter(SentConversion::isAccepted).map(SentConversion::conversionId));
        Map<String, Long> credited =
                counts(superuser, """
                SELECT t.cause, p.amount
                  FROM billing.accounts a
                  JOIN billing.postings p USING (account_id)
                  JOIN billing.transfers t USING (transfer_id)
                 WHERE a.owner = ANY (?)""", sent.players().stream().map(player -> "player:" + player));
        sent.all().filter(SentConversion::isAccepted).forEach(conversion -> {
            long times = transfers.getOrDefault(conversion.conversionId(), 0L);
            long amount = credited.getOrDefault(conversion.conversionId(), 0L);
            if (times != 1) {
                findings.add((times == 0 ? "lost: " : "transferred %d times: ".formatted(times)) + conversion);
            } else if (amount != conversion.amount()) {
                findings.add("credited with %d GC: %s".formatted(amount, conversion));
            }
        });
    }

    private void balanced(Connection superuser) throws SQLException {
        try (var statement = superuser.createStatement();
                ResultSet wrong = statement.executeQuery("""
                        SELECT transfer_id, unit, sum(amount) FROM billing.postings
                         GROUP BY transfer_id, unit HAVING sum(amount) <> 0""")) {
            while (wrong.next()) {
                findings.add("the postings of transfer %s sum to %d %s"
                        .formatted(wrong.getString(1), wrong.getLong(3), wrong.getString(2)));
            }
        }
    }

    private void balancesEqualPostings(Connection superuser) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement("""
                SELECT a.owner, a.balance, coalesce(sum(p.amount), 0)
                  FROM billing.accounts a LEFT JOIN billing.postings p USING (account_id)
                 WHERE a.owner = ANY (?) GROUP BY a.owner, a.unit, a.balance
                HAVING a.balance <> coalesce(sum(p.amount), 0)""")) {
            statement.setArray(1, superuser.createArrayOf("text", owners()));
            try (ResultSet wrong = statement.executeQuery()) {
                while (wrong.next()) {
                    findings.add("the balance of %s is %d, its postings sum to %d"
                            .formatted(wrong.getString(1), wrong.getLong(2), wrong.getLong(3)));
                }
            }
        }
    }

    private void noDeadLetters(Connection superuser) throws SQLException {
        try (PreparedStatement statement =
                superuser.prepareStatement("SELECT key, state, reason FROM billing.dead_letters WHERE key = ANY (?)")) {
            statement.setArray(1, superuser.createArrayOf("text", sent.players().toArray()));
            try (ResultSet letters = statement.executeQuery()) {
                while (letters.next()) {
                    findings.add("a dead letter of %s, %s: %s"
                            .formatted(letters.getString(1), letters.getString(2), letters.getString(3)));
                }
            }
        }
    }

    private Object[] owners() {
        return sent.players().stream().map(player -> "player:" + player).toArray();
    }

    private static Map<String, Long> counts(Connection superuser, String sql, Stream<String> of) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        try (PreparedStatement statement = superuser.prepareStatement(sql)) {
            statement.setArray(1, superuser.createArrayOf("text", of.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }
}
