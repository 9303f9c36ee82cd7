package gg.agis.sandbox;

import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.kubernetes.KubernetesSettings;
import gg.agis.sandbox.kubernetes.agones.Pace;
import gg.agis.sandbox.storage.StorageSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-ins are started with; one that is not described is not there.
 *
 * @param port 0 for any
 * @param instance told by the health check, so that a starter knows its own world from another's
 */
public record WorldSettings(
        int port,
        String instance,
        Optional<AyetSettings> ayet,
        Optional<KubernetesSettings> kubernetes,
        Optional<StorageSettings> storage) {

    static final String PORT = "WORLD_PORT";
    static final String INSTANCE = "WORLD_INSTANCE";
    static final String GATEWAY_URL = "GATEWAY_URL";
    static final String AYET_API_KEY = "AYET_API_KEY";
    static final String AYET_CALLBACK_TOKEN = "AYET_CALLBACK_TOKEN";
    static final String KUBERNETES_PORT = "WORLD_KUBERNETES_PORT";
    static final String KUBERNETES_DIRECTORY = "WORLD_KUBERNETES_DIRECTORY";
    static final String KUBERNETES_TOKEN = "WORLD_KUBERNETES_TOKEN";
    static final String KUBERNETES_ROLE = "WORLD_KUBERNETES_ROLE";
    static final String KUBERNETES_PROGRAM = "WORLD_KUBERNETES_PROGRAM_";
    static final String S3_PORT = "WORLD_S3_PORT";
    static final String S3_DIRECTORY = "WORLD_S3_DIRECTORY";
    static final String S3_BUCKET = "WORLD_S3_BUCKET";
    static final String S3_ACCESS_KEY = "WORLD_S3_ACCESS_KEY";
    static final String S3_SECRET_KEY = "WORLD_S3_SECRET_KEY";

    private static final String BETWEEN_WORDS = "\n";

    /** The ad network alone. */
    public WorldSettings(int port, String instance, AyetSettings ayet) {
        this(port, instance, Optional.of(ayet), Optional.empty(), Optional.empty());
    }

    static WorldSettings of(Map<String, String> environment) {
        return new WorldSettings(
                Integer.parseInt(needed(environment, PORT)),
                environment.getOrDefault(INSTANCE, ""),
                isGiven(environment, AYET_API_KEY) ? Optional.of(ayet(environment)) : Optional.empty(),
                isGiven(environment, KUBERNETES_PORT) ? Optional.of(kubernetes(environment)) : Optional.empty(),
                isGiven(environment, S3_PORT) ? Optional.of(storage(environment)) : Optional.empty());
    }

    /** What {@link #of} reads. */
    Map<String, String> asEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put(PORT, Integer.toString(port));
        environment.put(INSTANCE, instance);
        // The process inherits a real one, which is not for a stand-in.
        environment.put(AYET_API_KEY, "");
        ayet.ifPresent(it -> {
            environment.put(GATEWAY_URL, it.gatewayUrl());
            environment.put(AYET_API_KEY, it.apiKey());
            it.token().ifPresent(token -> environment.put(AYET_CALLBACK_TOKEN, token));
        });
        kubernetes.ifPresent(it -> {
            environment.put(KUBERNETES_PORT, Integer.toString(it.port()));
            environment.put(KUBERNETES_DIRECTORY, it.directory().toString());
            environment.put(KUBERNETES_TOKEN, it.token());
            it.role().ifPresent(role -> environment.put(KUBERNETES_ROLE, role.toString()));
            it.programs()
                    .forEach((image, command) ->
                            environment.put(KUBERNETES_PROGRAM + image, String.join(BETWEEN_WORDS, command)));
        });
        storage.ifPresent(it -> {
            environment.put(S3_PORT, Integer.toString(it.port()));
            environment.put(S3_DIRECTORY, it.directory().toString());
            environment.put(S3_BUCKET, it.bucket());
            environment.put(S3_ACCESS_KEY, it.accessKey());
            environment.put(S3_SECRET_KEY, it.secretKey());
        });
        return environment;
    }

    private static AyetSettings ayet(Map<String, String> environment) {
        return new AyetSettings(
                needed(environment, GATEWAY_URL),
                // A list while keys rotate: the publisher takes all of them, the network signs with the first.
                needed(environment, AYET_API_KEY).split(",", 2)[0].strip(),
                Optional.ofNullable(environment.get(AYET_CALLBACK_TOKEN)).filter(token -> !token.isBlank()));
    }

    private static KubernetesSettings kubernetes(Map<String, String> environment) {
        Map<String, List<String>> programs = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KUBERNETES_PROGRAM)) {
                programs.put(name.substring(KUBERNETES_PROGRAM.length()), List.of(value.split(BETWEEN_WORDS, -1)));
            }
        });
        return new KubernetesSettings(
                Integer.parseInt(needed(environment, KUBERNETES_PORT)),
                Path.of(needed(environment, KUBERNETES_DIRECTORY)),
                needed(environment, KUBERNETES_TOKEN),
                Pace.LIVELY,
                programs,
                Optional.of(environment.getOrDefault(KUBERNETES_ROLE, ""))
                        .filter(role -> !role.isBlank())
                        .map(Path::of));
    }

    private static StorageSettings storage(Map<String, String> environment) {
        return new StorageSettings(
                Integer.parseInt(needed(environment, S3_PORT)),
                Path.of(needed(environment, S3_DIRECTORY)),
                needed(environment, S3_BUCKET),
                needed(environment, S3_ACCESS_KEY),
                needed(environment, S3_SECRET_KEY));
    }

    private static boolean isGiven(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment variable %s is missing".formatted(name));
        }
        return value;
    }
}
