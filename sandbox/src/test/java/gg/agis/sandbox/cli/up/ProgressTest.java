package gg.agis.sandbox.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.cli.Style;
import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessIdentity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressTest {

    private static final Path LOG = Path.of("/logs/billing.log");

    private final StringWriter out = new StringWriter();
    private final PrintWriter writer = new PrintWriter(out, true);
    private final Style plain = new Style(false);

    @Test
    void withoutATerminalThereIsALineForEachThing() {
        PlainLines lines = new PlainLines(writer, plain);

        everything().forEach(lines::event);

        assertThat(out.toString().lines())
                .contains(
                        "billing starts",
                        "billing is migrating 3/9",
                        "billing ✓ 1.2 s",
                        "billing died (exit code 137), starts again in 0.5 s",
                        "billing keeps dying. The end of its log (/logs/billing.log):",
                        "  no such table",
                        "billing: learnt in 20 s",
                        "billing stopped")
                .anyMatch(line -> line.contains("not ready after 45 s") && line.contains("/logs/billing.log"))
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void colourIsOnlyForThoseWhoWantIt() {
        new PlainLines(writer, new Style(true)).event(new ProcessEvent.Ready("ads", Duration.ofSeconds(1)));

        assertThat(out.toString()).contains("\u001b[32m✓");
    }

    @Test
    void theChecklistIsOneParagraphDrawnAnew() {
        LiveChecklist checklist = new LiveChecklist(writer, plain, 80);

        checklist.event(new ProcessEvent.Starting("postgres"));
        checklist.event(new ProcessEvent.Starting("billing"));
        checklist.event(new ProcessEvent.Ready("postgres", Duration.ofMillis(1200)));
        checklist.event(new ProcessEvent.Stage("billing", "migrating 3/9"));

        assertThat(lastDrawn()).isEqualTo("postgres ✓ 1.2 s · billing … migrating 3/9\n");
        assertThat(out.toString()).contains("\u001b[1A\u001b[J");
    }

    @Test
    void theChecklistBreaksLinesWhereTheTerminalEnds() {
        LiveChecklist checklist = new LiveChecklist(writer, plain, 30);

        checklist.event(new ProcessEvent.Ready("postgres", Duration.ofSeconds(1)));
        checklist.event(new ProcessEvent.Ready("kafka", Duration.ofSeconds(2)));
        checklist.event(new ProcessEvent.Ready("world", Duration.ofSeconds(3)));

        assertThat(lastDrawn()).isEqualTo("postgres ✓ 1.0 s\nkafka ✓ 2.0 s\nworld ✓ 3.0 s\n");
    }

    @Test
    void whatMustNotBeMissedStandsAboveTheChecklist() {
        LiveChecklist checklist = new LiveChecklist(writer, plain, 80);
        checklist.event(new ProcessEvent.Starting("billing"));

        checklist.event(new ProcessEvent.Died("billing", "exit code 1", Duration.ofSeconds(2)));
        checklist.event(new ProcessEvent.Slow("billing", Duration.ofSeconds(45), LOG));
        checklist.event(new ProcessEvent.KeepsDying("billing", LOG, List.of("no such table")));
        checklist.event(new ProcessEvent.Note("billing", "a remark"));
        checklist.event(new ProcessEvent.Launched("billing", ProcessIdentity.self()));

        assertThat(out.toString())
                .contains(
                        "billing died (exit code 1), starts again in 2.0 s",
                        "not ready after 45 s",
                        "no such table",
                        "a remark");
    }

    @Test
    void onceStoppingItIsLinesAgain() {
        LiveChecklist checklist = new LiveChecklist(writer, plain, 80);
        checklist.event(new ProcessEvent.Ready("ads", Duration.ofSeconds(1)));
        checklist.event(new ProcessEvent.Stopping("ads"));

        checklist.event(new ProcessEvent.Stopped("ads"));

        assertThat(out.toString()).endsWith("ads stopped\n");
    }

    @Test
    void onceStoppingNothingThatStandsIsDrawnOver() {
        LiveChecklist checklist = new LiveChecklist(writer, plain, 80);
        checklist.event(new ProcessEvent.Ready("ads", Duration.ofSeconds(1)));
        checklist.event(new ProcessEvent.Stopping("ads"));
        out.getBuffer().setLength(0);

        checklist.say("Stopped.");

        assertThat(out.toString()).isEqualTo("Stopped.\n");
    }

    @Test
    void forScriptsEachLineIsAnObject() {
        JsonLines lines = new JsonLines(writer);

        lines.say("Building");
        everything().forEach(lines::event);

        List<JsonNode> objects =
                out.toString().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(objects)
                .extracting(object -> object.path("event").asString())
                .containsExactly(
                        "note",
                        "starting",
                        "launched",
                        "stage",
                        "slow",
                        "ready",
                        "died",
                        "keeps-dying",
                        "note",
                        "stopping",
                        "stopped");
        assertThat(objects.get(6).path("startsAgainInMillis").asInt()).isEqualTo(500);
    }

    private static List<ProcessEvent> everything() {
        return List.of(
                new ProcessEvent.Starting("billing"),
                new ProcessEvent.Launched("billing", ProcessIdentity.self()),
                new ProcessEvent.Stage("billing", "migrating 3/9"),
                new ProcessEvent.Slow("billing", Duration.ofSeconds(45), LOG),
                new ProcessEvent.Ready("billing", Duration.ofMillis(1_200)),
                new ProcessEvent.Died("billing", "exit code 137", Duration.ofMillis(500)),
                new ProcessEvent.KeepsDying("billing", LOG, List.of("no such table")),
                new ProcessEvent.Note("billing", "learnt in 20 s"),
                new ProcessEvent.Stopping("billing"),
                new ProcessEvent.Stopped("billing"));
    }

    private String lastDrawn() {
        String all = out.toString();
        return all.substring(all.lastIndexOf("\u001b[J") + 3);
    }
}
