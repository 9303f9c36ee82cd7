package gg.agis.sandbox.stack;

import gg.agis.sandbox.postgres.PostgresBootstrap;
import gg.agis.sandbox.postgres.PostgresServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses and secrets of a stack, by the names under which scripts know them. */
public final class ScriptEnvironment {

    private ScriptEnvironment() {}

    /**
     * Reads them off the state file.
     *
     * @param given the environment in which the stack was started; real things are named there
     */
    public static Map<String, String> of(StackState state, Secrets secrets, Map<String, String> given) {
        Map<String, String> variables = new LinkedHashMap<>();
        port(state, "gateway").ifPresent(port -> variables.put("BASE_URL", "http://127.0.0.1:" + port));
        Optional<Integer> world = port(state, "world");
        if (world.isPresent() && given.getOrDefault("AYET_API_KEY", "").isBlank()) {
            variables.put("AYET_API_KEY", secrets.ayetApiKey());
            variables.put("AYET_CALLBACK_TOKEN", secrets.ayetCallbackToken());
        } else {
            copy("AYET_API_KEY", given, variables);
            copy("AYET_CALLBACK_TOKEN", given, variables);
        }
        variables.put("STRIPE_WEBHOOK_SECRET", secrets.stripeWebhookSecret());
        world.ifPresent(port -> variables.put("SANDBOX_CONTROL_URL", "http://127.0.0.1:" + port));
        copyAll(List.of("KUBECONFIG", "KUBERNETES_URL", "KUBERNETES_TOKEN", "KUBERNETES_NAMESPACE"), given, variables);
        copyAll(List.of("S3_ENDPOINT", "S3_REGION", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"), given, variables);
        state.part("world").ifPresent(part -> variables.putAll(StandIns.ofCluster(part.morePorts(), secrets)));
        port(state, "postgres")
                .ifPresentOrElse(
                        port -> variables.put("DATABASE_URL", databaseUrl(port, secrets)),
                        () -> copy("DATABASE_URL", given, variables));
        port(state, "kafka")
                .ifPresentOrElse(
                        port -> variables.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port),
                        () -> copy("KAFKA_BOOTSTRAP_SERVERS", given, variables));
        return variables;
    }

    private static String databaseUrl(int port, Secrets secrets) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(PostgresServer.SUPERUSER, secrets.superuserPassword(), port, PostgresBootstrap.DATABASE);
    }

    private static Optional<Integer> port(StackState state, String part) {
        return state.part(part).map(StackState.Part::port);
    }

    private static void copyAll(List<String> names, Map<String, String> from, Map<String, String> to) {
        names.forEach(name -> copy(name, from, to));
    }

    private static void copy(String name, Map<String, String> from, Map<String, String> to) {
        String value = from.get(name);
        if (value != null && !value.isBlank()) {
            to.put(name, value);
        }
    }
}
