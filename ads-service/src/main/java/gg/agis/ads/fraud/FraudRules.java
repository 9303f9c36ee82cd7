package gg.agis.ads.fraud;

import gg.agis.ads.fraud.FraudVerdict.Sentence;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The list of rules; each speaks for itself, and their scores add up. */
public final class FraudRules {

    private static final BigInteger SNOWFLAKE_MAX = BigInteger.ONE.shiftLeft(64);
    private static final long SNOWFLAKES_FROM_MILLIS = 1_420_070_400_000L;
    private static final int SNOWFLAKE_TIME_SHIFT = 22;
    private static final long BP_OF_ALL = 10_000;

    private final FraudSettings settings;
    private final List<FraudRule> rules;

    public FraudRules(FraudSettings settings) {
        this.settings = settings;
        this.rules = List.of(
                velocity(settings.velocity()),
                sharedAddress(settings.sharing()),
                sharedDevice(settings.sharing()),
                tooFast(settings.timing()),
                stale(settings.timing()),
                payoutMismatch(settings.payout()),
                blockedNetwork(settings),
                newAccount(settings.timing()));
    }

    public FraudVerdict judge(Suspicion suspicion) {
        var speaking = rules.stream()
                .filter(rule -> rule.score() > 0)
                .filter(rule -> rule.speaks().test(suspicion))
                .toList();
        int score = speaking.stream().mapToInt(FraudRule::score).sum();
        return new FraudVerdict(
                sentence(score),
                score,
                speaking.stream().map(FraudRule::name).toList(),
                settings.holdPerPoint().multipliedBy(score));
    }

    private Sentence sentence(int score) {
        if (score >= settings.rejectFrom()) {
            return Sentence.REJECT;
        }
        return score >= settings.holdFrom() ? Sentence.HOLD : Sentence.CLEAR;
    }

    private static FraudRule velocity(FraudSettings.Velocity limits) {
        return new FraudRule("velocity", limits.score(), it -> it.recently() >= limits.most());
    }

    private static FraudRule sharedAddress(FraudSettings.Sharing limits) {
        return new FraudRule(
                "shared_address", limits.addressScore(), it -> it.playersOnAddress() > limits.playersPerAddress());
    }

    private static FraudRule sharedDevice(FraudSettings.Sharing limits) {
        return new FraudRule(
                "shared_device", limits.deviceScore(), it -> it.playersOnDevice() > limits.playersPerDevice());
    }

    private static FraudRule tooFast(FraudSettings.Timing limits) {
        return new FraudRule("too_fast", limits.tooFastScore(), it -> {
            var clicked = it.clickedAt();
            if (clicked == null) {
                return false;
            }
            var converted = it.reportedAt() == null ? it.receivedAt() : it.reportedAt();
            var least = it.video() ? limits.clickToVideo() : limits.clickToConversion();
            return Duration.between(clicked, converted).compareTo(least) < 0;
        });
    }

    private static FraudRule stale(FraudSettings.Timing limits) {
        return new FraudRule("stale", limits.staleScore(), it -> {
            var reported = it.reportedAt();
            return reported != null
                    && Duration.between(reported, it.receivedAt()).compareTo(limits.staleAfter()) > 0;
        });
    }

    private static FraudRule payoutMismatch(FraudSettings.Payout limits) {
        return new FraudRule("payout_mismatch", limits.mismatchScore(), it -> {
            var expected = it.expectedGc();
            return expected != null && Math.abs(it.baseGc() - expected) > share(expected, limits.toleranceBp());
        });
    }

    /** In two parts: the product may be more than a long holds. */
    private static long share(long whole, int bp) {
        return whole / BP_OF_ALL * bp + whole % BP_OF_ALL * bp / BP_OF_ALL;
    }

    private static FraudRule blockedNetwork(FraudSettings settings) {
        return new FraudRule("blocked_network", settings.blockedNetworkScore(), it -> {
            var ip = it.ip();
            return ip != null && settings.blockedNetworks().stream().anyMatch(network -> network.contains(ip));
        });
    }

    private static FraudRule newAccount(FraudSettings.Timing limits) {
        return new FraudRule("new_account", limits.newAccountScore(), it -> {
            var snowflake = new BigInteger(it.playerId());
            // No account has such a number, so none of this age is known.
            if (snowflake.compareTo(SNOWFLAKE_MAX) >= 0) {
                return false;
            }
            var made = Instant.ofEpochMilli(SNOWFLAKES_FROM_MILLIS + (snowflake.longValue() >>> SNOWFLAKE_TIME_SHIFT));
            return Duration.between(made, it.receivedAt()).compareTo(limits.newAccount()) < 0;
        });
    }
}
