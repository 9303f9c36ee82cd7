package gg.agis.ads.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.fraud.FraudRules;
import gg.agis.ads.fraud.FraudSettings;
import gg.agis.ads.player.Tally;
import gg.agis.ads.reversal.Reversal;
import gg.agis.ads.reward.RewardSettings;
import gg.agis.ads.variant.Variants;
import gg.agis.common.event.AdsEvent;
import gg.agis.common.event.AdsEvent.ConversionReversed;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** For any order and repetition of what can happen, what was published comes to what the model says. */
class HistoriesTest {

    private static final List<String> PLAYERS = List.of("100000000000000001", "100000000000000002");

    /** Small ones that are credited, some that are held, and some that are rejected. */
    private static final int TASKS = 9;

    enum What {
        CONVERSION,
        CHARGEBACK,
        CONSENT,
        WITHDRAWAL
    }

    /** @param task of nine, three of each kind; its player is one of two */
    record Step(What what, int task, boolean inOneBatch) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, TASKS - 1),
                        Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 1_000)
    void walletsEndAsTheModelSays(@ForAll("histories") List<Step> history) {
        var world = new World();
        var model = new Model();
        for (var step : history) {
            world.take(step);
            model.take(step);
        }
        world.judgeGathered();

        assertThat(world.wallets()).isEqualTo(model.wallets());
        assertThat(world.facts).doesNotHaveDuplicates();
    }

    private static String playerOf(int task) {
        return PLAYERS.get(task % 2);
    }

    private static ReportFixture task(int number) {
        var plain = new ReportFixture("t" + number, playerOf(number), null, 100 + number, Circumstances.UNKNOWN);
        return switch (number / 3) {
            case 0 -> plain;
            case 1 -> plain.overpaid();
            default ->
                new ReportFixture(
                        "t" + number,
                        playerOf(number),
                        null,
                        100 + number,
                        new Circumstances(null, null, World.NOON, World.NOON, 1L));
        };
    }

    /** What the specification says, in a few lines: the first to come decides, a chargeback at any time undoes it. */
    private static final class Model {

        private final Set<String> consenting = new HashSet<>();
        private final Map<Integer, Boolean> creditedWhenItCame = new HashMap<>();
        private final Set<Integer> takenBack = new HashSet<>();

        void take(Step step) {
            var player = playerOf(step.task());
            switch (step.what()) {
                case CONSENT -> consenting.add(player);
                case WITHDRAWAL -> consenting.remove(player);
                case CHARGEBACK -> takenBack.add(step.task());
                case CONVERSION ->
                    creditedWhenItCame.putIfAbsent(step.task(), consenting.contains(player) && step.task() < 3);
            }
        }

        Map<String, Long> wallets() {
            var wallets = new HashMap<String, Long>();
            PLAYERS.forEach(player -> wallets.put(player, 0L));
            creditedWhenItCame.forEach((task, credited) -> {
                if (credited && !takenBack.contains(task)) {
                    wallets.merge(playerOf(task), 100L + task, Long::sum);
                }
            });
            return wallets;
        }
    }

    /** The pipeline's decisions, with a database of a few maps. */
    private static final class World {

        static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

        private static final FraudRules FRAUD = new FraudRules(bind("fraud", FraudSettings.class));
        private static final RewardSettings REWARDS = bind("reward", RewardSettings.class);
        private final Set<String> consenting = new HashSet<>();
        private final Map<UUID, Conversion> conversions = new HashMap<>();
        private final Map<UUID, Reversal> reversals = new HashMap<>();
        private final Map<UUID, Boolean> unconsented = new HashMap<>();
        private final Map<String, Tally> tallies = new HashMap<>();
        private final List<Report> gathered = new ArrayList<>();
        private final List<AdsEvent> facts = new ArrayList<>();

        World() {
            PLAYERS.forEach(
                    player -> tallies.put(player, new Tally(LocalDate.of(2026, 11, 21), 0, false, 0, 0, Set.of())));
        }

        void take(Step step) {
            var player = playerOf(step.task());
            switch (step.what()) {
                case CONSENT -> {
                    judgeGathered();
                    consenting.add(player);
                }
                case WITHDRAWAL -> {
                    judgeGathered();
                    consenting.remove(player);
                }
                case CONVERSION -> gathered.add(task(step.task()).completed());
                case CHARGEBACK -> gathered.add(task(step.task()).chargeback());
            }
            if (!step.inOneBatch()) {
                judgeGathered();
            }
        }

        void judgeGathered() {
            var known = new Known(
                    NOON,
                    new Known.Ids(conversions, reversals, unconsented, Set.of(), Set.of()),
                    new Known.Players(consenting, Map.of(), Map.of(), tallies),
                    Variants.none(),
                    Map.of());
            var judgement = new Judgement(known, FRAUD, REWARDS);
            gathered.forEach(judgement::judge);
            gathered.clear();
            var changes = judgement.changes();
            changes.added().forEach(conversion -> conversions.put(conversion.id(), conversion));
            changes.changed().forEach(conversion -> conversions.put(conversion.id(), conversion));
            changes.reversals().forEach(reversal -> reversals.put(reversal.conversionId(), reversal));
            changes.forgottenReversals().forEach(reversals::remove);
            unconsented.putAll(changes.unconsented());
            facts.addAll(changes.facts());
        }

        Map<String, Long> wallets() {
            var wallets = new HashMap<String, Long>();
            PLAYERS.forEach(player -> wallets.put(player, 0L));
            for (var fact : facts) {
                switch (fact) {
                    case ConversionRewarded rewarded ->
                        wallets.merge(rewarded.playerId(), rewarded.rewardGc(), Long::sum);
                    case ConversionReversed reversed ->
                        wallets.merge(reversed.playerId(), -reversed.rewardGc(), Long::sum);
                    default -> {}
                }
            }
            return wallets;
        }

        private static <T> T bind(String name, Class<T> settings) {
            return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(name, settings);
        }
    }
}
