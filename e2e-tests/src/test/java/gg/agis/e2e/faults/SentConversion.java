package gg.agis.e2e.faults;

import gg.agis.e2e.Callback;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One conversion as the ad network sees it: what it sent, and what it was told, for each copy that was answered. */
final class SentConversion {

    private final String transactionId;
    private final String player;
    private final long amount;
    private final Callback callback;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    /** What a 200 said. */
    record Told(String word, String conversionId) {}

    SentConversion(String transactionId, String player, long amount) {
        this.transactionId = transactionId;
        this.player = player;
        this.amount = amount;
        this.callback = Callback.of(transactionId, player, amount);
    }

    void told(String word, String conversionId) {
        told.add(new Told(word, conversionId));
    }

    boolean isAccepted() {
        return !told.isEmpty();
    }

    long timesTold(String word) {
        return told.stream().filter(it -> it.word().equals(word)).count();
    }

    Set<String> words() {
        return told.stream().map(Told::word).collect(Collectors.toSet());
    }

    Set<String> conversionIds() {
        return told.stream().map(Told::conversionId).collect(Collectors.toSet());
    }

    /** The one id that every copy was told; only to be asked once that is known to be so. */
    String conversionId() {
        return told.getFirst().conversionId();
    }

    String transactionId() {
        return transactionId;
    }

    String player() {
        return player;
    }

    long amount() {
        return amount;
    }

    Callback callback() {
        return callback;
    }

    @Override
    public String toString() {
        return "%s (%d GC for %s)".formatted(transactionId, amount, player);
    }
}
