package gg.agis.provisioning.cluster;

import gg.agis.provisioning.cluster.SaverJobs.Work;
import gg.agis.provisioning.saver.Saver;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What we have the cluster make for a job, field by field. */
final class JobObjects {

    private static final String SAVER = "saver";
    private static final String VOLUME = "data";
    private static final String SECRET_PREFIX = "agis-saver-";
    private static final int SECRET_NAME_BYTES = 8;
    private static final int RETRIES = 2;
    private static final long DEADLINE_SECONDS = 3_600;
    private static final int KEPT_SECONDS = 86_400;
    private static final long USER = 1000;
    private static final Map<String, Quantity> NEEDS =
            Map.of("cpu", new Quantity("250m"), "memory", new Quantity("384Mi"));

    private JobObjects() {}

    /** One for all jobs that know the same; another content has another name. */
    static Secret secret(Work work, String namespace) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET_PREFIX + fingerprint(work.secrets()))
                .withNamespace(namespace)
                .withLabels(Map.of(GameObjects.MANAGED_BY, GameObjects.OURS))
                .endMetadata()
                .withImmutable(true)
                .withStringData(work.secrets())
                .build();
    }

    static Job job(Work work, String namespace, String secret) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(work.name())
                .withNamespace(namespace)
                .withLabels(Map.of(
                        GameObjects.MANAGED_BY,
                        GameObjects.OURS,
                        GameObjects.SERVER,
                        work.serverId().toString()))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withPodFailurePolicy(inVain())
                .withTemplate(pod(work, secret))
                .endSpec()
                .build();
    }

    private static PodTemplateSpec pod(Work work, String secret) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of(GameObjects.MANAGED_BY, GameObjects.OURS))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withAffinity(work.besideGame() ? beside(work.serverId()) : null)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withFsGroup(USER)
                .endSecurityContext()
                .addNewContainer()
                .withName(SAVER)
                .withImage(work.image())
                .withArgs(work.arguments())
                .addNewEnv()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue(Saver.JAVA_OPTIONS)
                .endEnv()
                .addNewEnvFrom()
                .withNewSecretRef()
                .withName(secret)
                .endSecretRef()
                .endEnvFrom()
                .withNewResources()
                .withRequests(NEEDS)
                .withLimits(NEEDS)
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(SaverJobs.DATA)
                .withReadOnly(!work.writes())
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName(VOLUME)
                .withNewPersistentVolumeClaim()
                .withClaimName(GameObjects.volumeName(work.serverId()))
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .build();
    }

    /** What trying again does not help, is not tried again. */
    private static PodFailurePolicy inVain() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(SAVER)
                .withOperator("In")
                .withValues(Saver.WRONGLY_CALLED, Saver.DAMAGED, Saver.UNSAFE)
                .endOnExitCodes()
                .endRule()
                .build();
    }

    /** A volume that one node alone may use can be reached from that node only. */
    private static Affinity beside(UUID serverId) {
        return new AffinityBuilder()
                .withNewPodAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNewLabelSelector()
                .withMatchLabels(Map.of(GameObjects.SERVER, serverId.toString()))
                .endLabelSelector()
                .withTopologyKey("kubernetes.io/hostname")
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .build();
    }

    private static String fingerprint(Map<String, String> secrets) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(secrets).forEach((name, value) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(value.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, SECRET_NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
