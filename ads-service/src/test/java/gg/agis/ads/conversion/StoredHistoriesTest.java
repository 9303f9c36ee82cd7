package gg.agis.ads.conversion;

import static gg.agis.ads.FrontDoor.somePlayer;
import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.ads.AdsServiceTest;
import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The same through database and Kafka, with everything that networks send coming at once and shuffled. */
@AdsServiceTest
class StoredHistoriesTest {

    private static final int TASKS = 8;
    private static final String REWARDED = "ads.conversion-rewarded.v1";
    private static final String REVERSED = "ads.conversion-reversed.v1";

    @Autowired
    private JudgeReports judgeReports;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Pipeline pipeline;

    @BeforeEach
    void connect() {
        pipeline = new Pipeline(judgeReports, jdbc, new FrontDoor(port));
    }

    @RepeatedTest(5)
    void whateverComesAtOnceTheWalletsAreRight(RepetitionInfo repetition, RecordedEvents kafka) throws Exception {
        var chance = new Random(repetition.getCurrentRepetition());
        var expected = new HashMap<String, Long>();
        var reports = new ArrayList<Report>();
        var facts = new ArrayList<String>();
        for (var player : IntStream.range(0, 8).mapToObj(n -> somePlayer()).toList()) {
            boolean consents = chance.nextInt(4) > 0;
            if (consents) {
                pipeline.consenting(player);
                facts.add("ads.consent-changed.v1");
                facts.addAll(Collections.nCopies(TASKS, REWARDED));
            }
            expected.put(player, 0L);
            for (int number = 0; number < TASKS; number++) {
                var task = ReportFixture.aTaskOf(player).worth(10L + number);
                boolean takenBack = chance.nextBoolean();
                reports.addAll(Collections.nCopies(1 + chance.nextInt(3), task.completed()));
                if (takenBack && consents) {
                    facts.add(REVERSED);
                }
                if (takenBack) {
                    reports.addAll(Collections.nCopies(1 + chance.nextInt(2), task.anonymousChargeback()));
                } else if (consents) {
                    expected.merge(player, task.amount(), Long::sum);
                }
            }
        }
        Collections.shuffle(reports, chance);

        pipeline.judgeAtOnce(reports);

        kafka.expects(facts.toArray(String[]::new)).andNothingElse();
        assertThat(wallets(kafka, expected.keySet())).isEqualTo(expected);
    }

    private static Map<String, Long> wallets(RecordedEvents kafka, Set<String> players) {
        var wallets = new HashMap<String, Long>();
        players.forEach(player -> wallets.put(player, 0L));
        kafka.ofType(REWARDED).forEach(event -> wallets.merge(event.key(), rewardGc(event), Long::sum));
        kafka.ofType(REVERSED).forEach(event -> wallets.merge(event.key(), -rewardGc(event), Long::sum));
        return wallets;
    }

    private static long rewardGc(RecordedEvents.Recorded event) {
        return JsonMapper.shared().readTree(event.json()).path("rewardGc").asLong();
    }
}
