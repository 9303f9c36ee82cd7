package gg.agis.ads.conversion;

import static gg.agis.ads.FrontDoor.somePlayer;
import static gg.agis.ads.conversion.ReportFixture.aTaskOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.ads.Owners;
import gg.agis.common.event.BillingEvent.TierChanged;
import gg.agis.common.event.DiscordEvent.GuildChosen;
import gg.agis.common.event.ExperimentsEvent.Definition;
import gg.agis.common.event.ExperimentsEvent.Namespace;
import gg.agis.common.event.ExperimentsEvent.Variant;
import gg.agis.sandbox.junit.RecordedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other services say of players, guilds and experiments, and what conversions make of it. */
@AdsServiceTest
class ProjectionsTest {

    private static final String EXPOSED = "experiments.exposed.v1";

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final String player = somePlayer();
    private final String guild = somePlayer();
    private final String experiment = "reward-" + UUID.randomUUID();
    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        pipeline = new Pipeline(judgeReports, jdbc, new FrontDoor(port));
        pipeline.consenting(player);
    }

    @AfterEach
    void endTheExperiment() {
        if (known("experiments.definitions", experiment) > 0) {
            define(99, "completed", "player", "v", 10_000);
        }
    }

    @Test
    void aTierMultipliesUntilItEnds() {
        say(new TierChanged(player, 1, "premium_plus", Instant.now().plus(Duration.ofDays(1))), "billing.tiers", 1);
        assertThat(judged()).isEqualTo("720 premium_plus");

        say(new TierChanged(player, 2, "premium", Instant.now().minus(Duration.ofSeconds(1))), "billing.tiers", 2);
        assertThat(judged()).isEqualTo("360 free");
    }

    @Test
    void withoutATierEverybodyIsFree() {
        assertThat(judged()).isEqualTo("360 free");
    }

    @Test
    void theHomeIsTheGuildWhereTheCallbackNamesNone() {
        say(new GuildChosen(1, player, guild), "discord.homes", 1);
        var other = somePlayer();
        var homely = aTaskOf(player);
        var named = aTaskOf(player).forGuild(other);

        pipeline.judge(homely.completed());
        pipeline.judge(named.completed());

        assertThat(guildOf(homely)).isEqualTo(guild);
        assertThat(guildOf(named)).isEqualTo(other);
    }

    @Test
    void aDefinitionCountsFromTheNextCallbackOn(RecordedEvents kafka) {
        assertThat(judged()).isEqualTo("360 free");

        define(1, "running", "player", "double", 20_000);

        assertThat(judged()).isEqualTo("720 free");
        assertThat(judged()).as("and once more, exposed only once").isEqualTo("720 free");
        kafka.expects(EXPOSED);
        assertThat(exposures(kafka))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"variantId\":\"double\"", "\"unitId\":\"" + player + "\"", "\"unitKind\":\"player\"");
        assertThat(kafka.ofType("ads.conversion-rewarded.v1").getLast().json())
                .contains("\"experimentId\":\"" + experiment + "\",\"experimentVersion\":1,\"variantId\":\"double\","
                        + "\"experimentBp\":20000");
    }

    @Test
    void theFirstVariantStandsWhateverTheDefinitionSaysLater() {
        define(1, "running", "player", "double", 20_000);
        judged();

        say(
                definition(2, "running", "player", List.of(arm("double", 0, 0, 20_000), arm("half", 0, 10_000, 5_000))),
                "experiments.definitions",
                2);

        assertThat(judged()).isEqualTo("720 free");
        var newcomer = pipeline.consenting(somePlayer());
        assertThat(judged(aTaskOf(newcomer))).isEqualTo("180 free");
    }

    @Test
    void anOlderDefinitionThatComesLateIsIgnored() {
        define(3, "running", "player", "double", 20_000);
        long read = definitionsRead();

        Owners.say(definition(2, "running", "player", List.of(arm("half", 0, 10_000, 5_000))));
        await().until(() -> definitionsRead() > read);

        assertThat(judged()).isEqualTo("720 free");
    }

    @Test
    void whatIsPausedKeepsItsUnitsAndAdmitsNobody() {
        define(1, "running", "player", "double", 20_000);
        judged();

        define(2, "paused", "player", "double", 20_000);

        assertThat(judged()).isEqualTo("720 free");
        assertThat(judged(aTaskOf(pipeline.consenting(somePlayer())))).isEqualTo("360 free");
    }

    @Test
    void whatIsCompletedChangesNothingAnyMore() {
        define(1, "running", "player", "double", 20_000);
        judged();

        define(2, "completed", "player", "double", 20_000);

        assertThat(judged()).isEqualTo("360 free");
    }

    @Test
    void membersOfOneGuildShareItsVariantAndEachIsTold(RecordedEvents kafka) {
        define(1, "running", "guild", "double", 20_000);
        var other = pipeline.consenting(somePlayer());

        assertThat(judged(aTaskOf(player).forGuild(guild))).isEqualTo("720 free");
        assertThat(judged(aTaskOf(other).forGuild(guild))).isEqualTo("720 free");
        assertThat(judged(aTaskOf(player)))
                .as("without a guild it is not in it")
                .isEqualTo("360 free");

        kafka.expects(EXPOSED, EXPOSED);
        assertThat(exposures(kafka))
                .hasSize(2)
                .allMatch(json -> json.contains("\"unitId\":\"" + guild + "\""))
                .anyMatch(json -> json.contains("\"playerId\":\"" + other + "\""));
    }

    @Test
    void manyOfOneGuildAtOnceMeetOneVariant(RecordedEvents kafka) throws Exception {
        define(1, "running", "guild", "double", 20_000);
        var members = List.of(somePlayer(), somePlayer(), somePlayer(), somePlayer());
        members.forEach(pipeline::consenting);

        pipeline.judgeAtOnce(members.stream()
                .map(member -> aTaskOf(member).forGuild(guild).completed())
                .toList());

        kafka.expects(EXPOSED, EXPOSED, EXPOSED, EXPOSED);
        assertThat(jdbc.sql("SELECT count(*) FROM unit_variants WHERE unit_id = ?")
                        .param(guild)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void whoHasNotConsentedMeetsNothing(RecordedEvents kafka) {
        define(1, "running", "player", "double", 20_000);

        pipeline.judge(aTaskOf(somePlayer()).completed());

        kafka.expects("experiments.definition.v1").andNothingElse();
        assertThat(exposures(kafka)).isEmpty();
    }

    @Test
    void fraudIsOfAVariantToo(RecordedEvents kafka) {
        define(1, "running", "player", "double", 20_000);

        pipeline.judge(aTaskOf(player).fraudulent().completed());

        kafka.expects(EXPOSED, "ads.conversion-rejected.v1");
        assertThat(kafka.ofType("ads.conversion-rejected.v1").getLast().json()).contains("\"variantId\":\"double\"");
    }

    private String judged() {
        return judged(aTaskOf(player));
    }

    private String judged(ReportFixture task) {
        pipeline.judge(task.completed());
        return jdbc.sql("SELECT reward_gc || ' ' || tier FROM conversions WHERE network_transaction_id = ?")
                .param(task.transactionId())
                .query((row, number) -> row.getString(1))
                .single();
    }

    private String guildOf(ReportFixture task) {
        return jdbc.sql("SELECT guild_id FROM conversions WHERE network_transaction_id = ?")
                .param(task.transactionId())
                .query((row, number) -> row.getString(1))
                .single();
    }

    private List<String> exposures(RecordedEvents kafka) {
        return kafka.ofType(EXPOSED).stream()
                .map(RecordedEvents.Recorded::json)
                .filter(json -> json.contains(experiment))
                .toList();
    }

    private void define(long version, String status, String unitKind, String variant, int multiplierBp) {
        say(
                definition(version, status, unitKind, List.of(arm(variant, 0, 10_000, multiplierBp))),
                "experiments.definitions",
                version);
    }

    private Definition definition(long version, String status, String unitKind, List<Variant> arms) {
        return new Definition(
                experiment,
                version,
                status,
                unitKind,
                new Namespace("reward", 0, 10_000),
                "v2",
                experiment,
                10_000,
                arms,
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(7)));
    }

    private static Variant arm(String id, int fromBp, int toBp, int multiplierBp) {
        return new Variant(id, false, fromBp, toBp, multiplierBp, Map.of());
    }

    private void say(gg.agis.common.event.Event event, String topic, long version) {
        Owners.say(event);
        await().until(() -> known(topic, event.key()) >= version);
    }

    private long definitionsRead() {
        return jdbc.sql("SELECT sum(next_offset) FROM projection_positions WHERE topic = 'experiments.definitions'")
                .query(Long.class)
                .single();
    }

    private long known(String topic, String key) {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM projections WHERE topic = ? AND key = ?")
                .params(topic, key)
                .query(Long.class)
                .single();
    }
}
