package gg.agis.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.supervision.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptEnvironmentTest {

    @TempDir
    private Path directory;

    @Test
    void namesWhatTheStackBroughtItself() {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));

        assertThat(ScriptEnvironment.of(stackOf("gateway", "world", "postgres", "kafka"), secrets, Map.of()))
                .containsOnly(
                        Map.entry("BASE_URL", "http://127.0.0.1:1000"),
                        Map.entry("AYET_API_KEY", secrets.ayetApiKey()),
                        Map.entry("AYET_CALLBACK_TOKEN", secrets.ayetCallbackToken()),
                        Map.entry("STRIPE_WEBHOOK_SECRET", secrets.stripeWebhookSecret()),
                        Map.entry("SANDBOX_CONTROL_URL", "http://127.0.0.1:1000"),
                        Map.entry(
                                "DATABASE_URL",
                                "postgresql://postgres:%s@127.0.0.1:1000/agis".formatted(secrets.superuserPassword())),
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1000"));
    }

    @Test
    void theRealThingStandsWhereTheStackHasNone() {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));
        Map<String, String> given = Map.of(
                "DATABASE_URL", "postgresql://a:b@db/x",
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "AYET_API_KEY", "real");

        assertThat(ScriptEnvironment.of(stackOf("gateway"), secrets, given))
                .containsAllEntriesOf(given)
                .doesNotContainKey("SANDBOX_CONTROL_URL")
                .doesNotContainKey("AYET_CALLBACK_TOKEN");
    }

    private static StackState stackOf(String... parts) {
        List<StackState.Part> all = Stream.of(parts)
                .map(name -> new StackState.Part(name, null, 1000, 0, true, name + ".log"))
                .toList();
        return new StackState(ProcessIdentity.self(), all, null);
    }
}
