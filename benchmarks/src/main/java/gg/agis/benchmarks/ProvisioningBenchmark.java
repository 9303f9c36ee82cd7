package gg.agis.benchmarks;

import gg.agis.benchmarks.provisioning.ProvisioningRun;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Five hundred servers on a machine of two cores: how long they take to be ready when all are asked for at once, how long
 * until each was looked at, and until each was looked at and has paid its next hour. A minute is what they may take.
 */
public final class ProvisioningBenchmark {

    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 2;
    private static final double A_MINUTE = 60;

    private ProvisioningBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException {
        try (var run = new ProvisioningRun()) {
            burst(run);
            passes(run);
        }
    }

    private static void burst(ProvisioningRun run) throws SQLException {
        double all = run.burst();
        judged("%d asked for at once, all running".formatted(run.servers()), all);
        Row.alone("told to come again in that burst", run.putOff(), "times").print();
        Row.alone("asked for to joinable in that burst, p50", run.readySeconds(0.5), "s")
                .print();
        Row.alone("asked for to joinable in that burst, p99", run.readySeconds(0.99), "s")
                .print();
    }

    private static void passes(ProvisioningRun run) throws SQLException {
        for (int round = 0; round < WARM_UPS; round++) {
            run.look();
            run.renew();
        }
        var looks = new double[ROUNDS];
        var renewals = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            looks[round] = run.look();
            renewals[round] = run.renew();
        }
        judged("%d looked at".formatted(run.servers()), Rounds.median(looks));
        judged("%d looked at and renewed".formatted(run.servers()), Rounds.median(renewals));
    }

    /** Its ratio is what it takes of the minute that it has. */
    @SuppressWarnings("SystemOut") // standard output is how a benchmark answers
    private static void judged(String what, double seconds) {
        new Row(what + " (yardstick: a minute)", A_MINUTE, seconds, "s").print();
        System.out.println(what + (seconds <= A_MINUTE ? " within a minute" : ", and not within a minute"));
    }
}
