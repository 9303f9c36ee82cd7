package gg.agis.common.inbox;

import gg.agis.common.round.Round;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Every half minute counts the dead letters, and once an hour sees to the partitions of the inbox. */
final class InboxUpkeep implements Round {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int PARTITIONS_EVERY_ROUNDS = 120;

    private final InboxTable inbox;
    private final DeadLetterTable letters;
    private final Collection<Consumption> consumers;
    private int untilPartitions;

    InboxUpkeep(InboxTable inbox, DeadLetterTable letters, Collection<Consumption> consumers) {
        this.inbox = inbox;
        this.letters = letters;
        this.consumers = consumers;
    }

    @Override
    public String name() {
        return "inbox-upkeep";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        count();
        if (untilPartitions-- == 0) {
            untilPartitions = PARTITIONS_EVERY_ROUNDS - 1;
            inbox.upkeep();
            letters.forgetResent();
        }
    }

    void count() {
        Map<String, Long> open = letters.openByConsumer();
        consumers.forEach(consumer -> consumer.meters()
                .deadLetters(open.getOrDefault(consumer.listener().name(), 0L)));
    }
}
