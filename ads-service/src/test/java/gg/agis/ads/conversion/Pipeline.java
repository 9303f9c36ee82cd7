package gg.agis.ads.conversion;

import gg.agis.ads.FrontDoor;
import gg.agis.sandbox.junit.RecordedEvents;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of the whole pipeline ask of it. */
public final class Pipeline {

    private static final int REPLICAS = 6;

    private final JudgeReports judgeReports;
    private final JdbcClient jdbc;
    private final FrontDoor door;

    public Pipeline(JudgeReports judgeReports, JdbcClient jdbc, FrontDoor door) {
        this.judgeReports = judgeReports;
        this.jdbc = jdbc;
        this.door = door;
        awaitThatAllIsPublished(jdbc);
    }

    /** What an earlier test left is none of the next one's. */
    public static void awaitThatAllIsPublished(JdbcClient jdbc) {
        Awaitility.await()
                .until(() -> !jdbc.sql("SELECT EXISTS (SELECT FROM outbox)")
                        .query(Boolean.class)
                        .single());
    }

    public String consenting(String player) {
        door.consent(player);
        return player;
    }

    public void withdraw(String player) {
        door.put(player, "{\"granted\":false,\"policyVersion\":\"1\"}");
    }

    /** What the network would be answered. */
    public String judge(Report report) {
        return judgeReports.judge(report).word();
    }

    /** From as many threads as there are reports. */
    public List<String> judgeAtOnce(List<? extends Report> reports) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor
                    .invokeAll(reports.stream()
                            .<Callable<String>>map(report -> () -> judge(report))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    /** As several replicas do it, of which none knows what the others gather. */
    public List<String> judgeAsReplicas(List<? extends Report> reports) throws InterruptedException {
        try (var replicas = Executors.newFixedThreadPool(REPLICAS)) {
            return replicas
                    .invokeAll(reports.stream()
                            .<Callable<String>>map(report ->
                                    () -> judgeTogether(List.of(report)).getFirst())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    /** In one transaction. */
    public List<String> judgeTogether(List<Report> reports) {
        return judgeReports.judge(reports).stream().map(ConversionOutcome::word).toList();
    }

    /** What the database has of a task: status and reward; nothing where it has nothing. */
    public List<String> stored(ReportFixture task) {
        return jdbc.sql("SELECT status || ' ' || reward_gc FROM conversions WHERE network_transaction_id = ?")
                .param(task.transactionId())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** What was published of a player's conversions, without their consents; once nothing is under way any more. */
    public static List<String> published(RecordedEvents kafka, String player) {
        return kafka.all().stream()
                .filter(event ->
                        event.topic().equals("ads.conversions") && event.key().equals(player))
                .map(RecordedEvents.Recorded::type)
                .filter(type -> type.startsWith("ads.conversion-"))
                .map(type -> type.substring("ads.conversion-".length(), type.length() - ".v1".length()))
                .toList();
    }
}
