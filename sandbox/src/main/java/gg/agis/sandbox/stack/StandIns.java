package gg.agis.sandbox.stack;

import gg.agis.sandbox.WorldServer;
import gg.agis.sandbox.WorldSettings;
import gg.agis.sandbox.adnetwork.AyetSettings;
import gg.agis.sandbox.kubernetes.KubernetesSettings;
import gg.agis.sandbox.kubernetes.agones.Pace;
import gg.agis.sandbox.storage.Storage;
import gg.agis.sandbox.storage.StorageSettings;
import gg.agis.sandbox.supervision.ReservedPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process of the stand-ins: of those whose real thing the environment does not name. */
final class StandIns {

    static final String NAMESPACE = "agis-games";
    static final String BUCKET = "agis-saves";

    // What it may not do in production it may not do here.
    private static final Path ROLE = Path.of("k8s", "provisioning", "role.yaml");
    private static final String SAVER = "agis/saver";
    private static final String SAVER_MAIN = "gg.agis.provisioning.saver.Saver";

    private final StackSettings settings;
    private final Secrets secrets;
    private final WorldSettings world;

    StandIns(StackSettings settings, Secrets secrets, ReservedPorts ports, String gatewayUrl) {
        this.settings = settings;
        this.secrets = secrets;
        boolean hosts = settings.services().contains(Service.PROVISIONING);
        boolean ownCluster = hosts && !isGiven("KUBECONFIG") && !isGiven("KUBERNETES_URL");
        boolean ownStorage = hosts && !isGiven("S3_ENDPOINT");
        this.world = new WorldSettings(
                ports.free(),
                settings.directory().root().toString(),
                isGiven("AYET_API_KEY") ? Optional.empty() : Optional.of(ayet(gatewayUrl)),
                ownCluster ? Optional.of(kubernetes(ports.free())) : Optional.empty(),
                ownStorage ? Optional.of(storage(ports.free())) : Optional.empty());
    }

    /** Nothing where everything is real. */
    Optional<WorldServer> program() {
        boolean needed = world.ayet().isPresent()
                || world.kubernetes().isPresent()
                || world.storage().isPresent();
        return needed
                ? Optional.of(new WorldServer(settings.directory().data().resolve("world"), world))
                : Optional.empty();
    }

    int port() {
        return program().isPresent() ? world.port() : 0;
    }

    /** Where else the process listens. */
    Map<String, Integer> morePorts() {
        Map<String, Integer> more = new LinkedHashMap<>();
        world.kubernetes().ifPresent(kubernetes -> more.put("kubernetes", kubernetes.port()));
        world.storage().ifPresent(storage -> more.put("s3", storage.port()));
        return more;
    }

    /** What a service must know of them. */
    Map<String, String> environmentOf(Service service) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (service == Service.ADS && world.ayet().isPresent()) {
            variables.put("AYET_API_KEY", secrets.ayetApiKey());
            variables.put("AYET_CALLBACK_TOKEN", secrets.ayetCallbackToken());
            variables.put("AYET_OFFERWALL_URL", "http://127.0.0.1:%d/offerwall".formatted(world.port()));
        }
        if (service == Service.PROVISIONING) {
            variables.putAll(ofCluster(morePorts(), secrets));
            if (world.kubernetes().isPresent()) {
                variables.put("SAVER_IMAGE", SAVER + ":local");
            }
            if (!isGiven("BACKUP_ENCRYPTION_KEY")) {
                variables.put("BACKUP_ENCRYPTION_KEY", secrets.backupEncryptionKey());
            }
        }
        return variables;
    }

    /** The cluster and the storage, by the names under which services and scripts know them. */
    static Map<String, String> ofCluster(Map<String, Integer> ports, Secrets secrets) {
        Map<String, String> variables = new LinkedHashMap<>();
        Integer kubernetes = ports.get("kubernetes");
        if (kubernetes != null) {
            variables.put("KUBERNETES_URL", "http://127.0.0.1:" + kubernetes);
            variables.put("KUBERNETES_TOKEN", secrets.kubernetesToken());
            variables.put("KUBERNETES_NAMESPACE", NAMESPACE);
        }
        Integer s3 = ports.get("s3");
        if (s3 != null) {
            variables.put("S3_ENDPOINT", "http://127.0.0.1:" + s3);
            variables.put("S3_REGION", Storage.REGION);
            variables.put("S3_BUCKET", BUCKET);
            variables.put("S3_ACCESS_KEY", secrets.s3AccessKey());
            variables.put("S3_SECRET_KEY", secrets.s3SecretKey());
        }
        return variables;
    }

    private AyetSettings ayet(String gatewayUrl) {
        return new AyetSettings(gatewayUrl, secrets.ayetApiKey(), Optional.of(secrets.ayetCallbackToken()));
    }

    private KubernetesSettings kubernetes(int port) {
        ServiceLayout provisioning =
                ServiceLayout.of(settings.checkout(), settings.directory().run(), Service.PROVISIONING);
        return new KubernetesSettings(
                port,
                settings.directory().data().resolve("kubernetes"),
                secrets.kubernetesToken(),
                Pace.LIVELY,
                Map.of(
                        SAVER,
                        List.of(
                                JvmFlags.java(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                provisioning.jar().toString(),
                                SAVER_MAIN)),
                Optional.of(settings.checkout().resolve(ROLE)).filter(Files::exists));
    }

    private StorageSettings storage(int port) {
        return new StorageSettings(
                port, settings.directory().data().resolve("s3"), BUCKET, secrets.s3AccessKey(), secrets.s3SecretKey());
    }

    private boolean isGiven(String variable) {
        return !settings.environment().getOrDefault(variable, "").isBlank();
    }
}
