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
    void theClusterAndTheStorageAreNamedWhereTheyListen() {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));
        StackState state = new StackState(
                ProcessIdentity.self(),
                List.of(new StackState.Part(
                        "world", null, 1000, 0, true, "world.log", Map.of("kubernetes", 1001, "s3", 1002))),
                null);

        assertThat(ScriptEnvironment.of(state, secrets, Map.of()))
                .containsEntry("KUBERNETES_URL", "http://127.0.0.1:1001")
                .containsEntry("KUBERNETES_TOKEN", secrets.kubernetesToken())
                .containsEntry("S3_ENDPOINT", "http://127.0.0.1:1002")
                .containsEntry("S3_SECRET_KEY", secrets.s3SecretKey());
    }

    @Test
    void theRealThingStandsWhereTheStackHasNone() {
        Secrets secrets = Secrets.in(directory.resolve("secrets.json"));
        Map<String, String> given = Map.of(
                "DATABASE_URL", "postgresql://a:b@db/x",
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "AYET_API_KEY", "real",
                "KUBERNETES_URL", "https://cluster",
                "S3_ENDPOINT", "https://s3");

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
