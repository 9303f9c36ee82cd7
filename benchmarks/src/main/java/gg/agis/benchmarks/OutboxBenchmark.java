package gg.agis.benchmarks;

import gg.agis.benchmarks.outbox.OutboxRun;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What the outbox carries from commit to consumer, with two relay processes, and whether order holds: in peace, when one
 * relay is killed, when Kafka is away; over a hundred keys and on one. At last what the whole suite costs idle.
 */
public final class OutboxBenchmark {

    private static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(15);
    private static final int PILE = 50_000;

    private OutboxBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException {
        try (var run = new OutboxRun()) {
            run.steady("warm-up", 100, SLICE);
            double bare = run.bareCommitsPerSecond(SLICE);
            var spread = run.steady("spread", 100, SLICE);
            var hot = run.steady("hot", 1, SLICE);
            new Row("two relays, 100 keys (yardstick: bare commits)", bare, spread.perSecond(), "events/s").print();
            new Row("two relays, one hot key (yardstick: 100 keys)", spread.perSecond(), hot.perSecond(), "events/s")
                    .print();
            Row.alone("a waiting pile of %d, 100 keys".formatted(PILE), run.drain("pile", 100, PILE), "events/s")
                    .print();
            Row.alone("a waiting pile of %d, one hot key".formatted(PILE), run.drain("hot-pile", 1, PILE), "events/s")
                    .print();

            var killed = run.withAKill("killed", 100, SLICE);
            Row.alone("one of two relays killed midway, 100 keys", killed.perSecond(), "events/s")
                    .print();
            var killedHot = run.withAKill("killed-hot", 1, SLICE);
            Row.alone("one of two relays killed midway, one hot key", killedHot.perSecond(), "events/s")
                    .print();
            double drained = run.whileKafkaIsAway("away", 100, KAFKA_AWAY);
            Row.alone("Kafka away %d s: drained after".formatted(KAFKA_AWAY.toSeconds()), drained, "s")
                    .print();

            Row.alone("facts committed", (double) run.committed(), "facts").print();
            Row.alone("facts that never arrived", (double) (run.committed() - run.arrived()), "facts")
                    .print();
            Row.alone("facts out of order", (double) run.outOfOrder(), "facts").print();
            Row.alone("facts sent again (the inbox drops them)", (double) run.repeated(), "facts")
                    .print();
        }
        Row.alone("queries of the idle suite, seven services", IdleStack.queriesPerSecond(), "1/s")
                .print();
    }
}
