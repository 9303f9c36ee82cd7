package gg.agis.sandbox.kubernetes.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.kubernetes.Cluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

    private Cluster cluster;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        cluster = new Cluster(directory, Map.of("agis/saver", List.of("/bin/sh", "-c")));
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void aJobRunsOnItsVolumeWithItsVariables() throws IOException {
        claim("data");
        cluster.client()
                .secrets()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("keys")
                        .endMetadata()
                        .addToStringData("key", "hush")
                        .build())
                .create();
        EnvVar secret = new EnvVarBuilder()
                .withName("KEY")
                .withNewValueFrom()
                .withNewSecretKeyRef("key", "keys", false)
                .endValueFrom()
                .build();

        create(job("save", "echo \"$KEY $HOW\" > $WHERE && echo done && env").build(), secret);

        awaitFinished("save");
        Job done = found("save");
        assertThat(done.getStatus().getSucceeded()).isEqualTo(1);
        assertThat(done.getStatus().getConditions())
                .extracting(condition -> condition.getType() + " " + condition.getStatus())
                .containsExactly("Complete True");
        assertThat(Files.readString(volume().resolve("save.txt"))).isEqualTo("hush well\n");
        assertThat(cluster.running().jobs().logOf("agis", "save"))
                .contains("done")
                .doesNotContain("JAVA_HOME");
    }

    @Test
    void aJobThatFailsIsTriedAgainAndThenGivenUp() {
        claim("data");

        create(job("save", "echo tried; exit 3")
                .editSpec()
                .withBackoffLimit(1)
                .endSpec()
                .build());

        awaitFinished("save");
        assertThat(found("save").getStatus().getFailed()).isEqualTo(2);
        assertThat(found("save").getStatus().getConditions())
                .extracting(condition -> condition.getType() + " " + condition.getReason())
                .containsExactly("Failed BackoffLimitExceeded");
        assertThat(cluster.running().jobs().logOf("agis", "save")).isEqualTo("tried\ntried\n");
    }

    @Test
    void aJobMayFailOnceAndSucceedThen() {
        claim("data");
        cluster.running().jobs().failNext(1);

        create(job("save", "true").build());

        awaitFinished("save");
        assertThat(found("save").getStatus().getFailed()).isEqualTo(1);
        assertThat(found("save").getStatus().getSucceeded()).isEqualTo(1);
    }

    @Test
    void aJobThatTakesTooLongIsEnded() {
        claim("data");

        create(job("save", "sleep 60")
                .editSpec()
                .withActiveDeadlineSeconds(1L)
                .endSpec()
                .build());

        awaitFinished("save");
        assertThat(found("save").getStatus().getConditions())
                .extracting(condition -> condition.getReason())
                .containsExactly("DeadlineExceeded");
    }

    @Test
    void aDeletedJobTakesItsProcessWithIt() throws IOException {
        claim("data");
        create(job("save", "echo $$ > $WHERE; exec sleep 60").build());
        Path written = volume().resolve("save.txt");
        await().until(() -> Files.exists(written) && !Files.readString(written).isEmpty());
        long pid = Long.parseLong(Files.readString(written).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();

        cluster.client().batch().v1().jobs().withName("save").delete();

        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(cluster.client().batch().v1().jobs().withName("save").get()).isNull();
    }

    @Test
    void aJobOutlivesTheClusterAndIsTakenUpAgain() {
        claim("data");
        cluster.running().jobs().hold();
        create(job("save", "echo again").build());

        cluster.restart();

        awaitFinished("save");
        assertThat(cluster.running().jobs().logOf("agis", "save")).isEqualTo("again\n");
    }

    @Test
    void aJobWaitsForItsVolumeAndItsImage() {
        create(job("save", "true").build());
        assertThat(cluster.running().jobs().all()).extracting(Jobs.View::active).containsExactly(1);

        claim("data");

        awaitFinished("save");
        Job unknown = job("other", "true")
                .editSpec()
                .editTemplate()
                .editSpec()
                .editContainer(0)
                .withImage("nobody/knows:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        create(unknown);
        assertThat(cluster.running().jobs().all())
                .filteredOn(view -> view.name().equals("other"))
                .extracting(Jobs.View::finished)
                .containsExactly(false);
        cluster.running().jobs().install("nobody/knows", List.of("/bin/true"));
        awaitFinished("other");
    }

    @Test
    void aJobCannotBeOneThatNeverEndsNorChangeItsPod() {
        claim("data");
        Job endless = job("save", "true")
                .editSpec()
                .editTemplate()
                .editSpec()
                .withRestartPolicy("Always")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertThatThrownBy(() -> create(endless))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("restartPolicy");
        create(job("save", "true").build());
        assertThatThrownBy(() -> cluster.client()
                        .batch()
                        .v1()
                        .jobs()
                        .withName("save")
                        .edit(job -> new JobBuilder(job)
                                .editSpec()
                                .editTemplate()
                                .editSpec()
                                .editContainer(0)
                                .withImage("another")
                                .endContainer()
                                .endSpec()
                                .endTemplate()
                                .endSpec()
                                .build()))
                .hasMessageContaining("immutable");
    }

    @Test
    void aClaimStaysWhileItIsUsedAndTakesItsDataWithIt() {
        claim("data");
        cluster.gameServers()
                .resource(Cluster.aGameServer("gs-1", Map.of(), "data"))
                .create();
        await().until(() -> "Ready".equals(cluster.stateOf("gs-1")));
        Path volume = volume();
        assertThat(volume.resolve("world.dat")).exists();

        cluster.client().persistentVolumeClaims().withName("data").delete();

        PersistentVolumeClaim dying = Objects.requireNonNull(
                cluster.client().persistentVolumeClaims().withName("data").get());
        assertThat(dying.getMetadata().getDeletionTimestamp()).isNotNull();
        cluster.gameServers().withName("gs-1").delete();
        await().until(() ->
                cluster.client().persistentVolumeClaims().withName("data").get() == null && !Files.exists(volume));
    }

    @Test
    void aGameServerWaitsForItsVolume() {
        cluster.gameServers()
                .resource(Cluster.aGameServer("gs-1", Map.of(), "data"))
                .create();
        await().until(() -> "Starting".equals(cluster.stateOf("gs-1")));

        claim("data");

        await().until(() -> "Ready".equals(cluster.stateOf("gs-1")));
    }

    @Test
    void aClaimMayOnlyGrow() {
        claim("data");
        var claim = cluster.client().persistentVolumeClaims().withName("data");

        claim.edit(it -> new PersistentVolumeClaimBuilder(it)
                .editSpec()
                .editResources()
                .addToRequests("storage", new Quantity("2Gi"))
                .endResources()
                .endSpec()
                .build());

        assertThatThrownBy(() -> claim.edit(it -> new PersistentVolumeClaimBuilder(it)
                        .editSpec()
                        .withStorageClassName("fast")
                        .endSpec()
                        .build()))
                .hasMessageContaining("immutable");
    }

    private void claim(String name) {
        cluster.client()
                .persistentVolumeClaims()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        await().until(() -> "Bound"
                .equals(cluster.client()
                        .persistentVolumeClaims()
                        .withName(name)
                        .get()
                        .getStatus()
                        .getPhase()));
    }

    private Path volume() {
        return cluster.running().volumes().directoryOf("agis", "data");
    }

    private static JobBuilder job(String name, String script) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("saver")
                .withImage("registry.example:5000/agis/saver:1.2@sha256:00")
                .withArgs(script)
                .addNewEnv()
                .withName("WHERE")
                .withValue("/data/save.txt")
                .endEnv()
                .addNewEnv()
                .withName("HOW")
                .withValue("well")
                .endEnv()
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/data")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName("data")
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec();
    }

    private void create(Job job, EnvVar... variables) {
        cluster.client()
                .batch()
                .v1()
                .jobs()
                .resource(new JobBuilder(job)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editContainer(0)
                        .addToEnv(variables)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private Job found(String name) {
        return Objects.requireNonNull(
                cluster.client().batch().v1().jobs().withName(name).get());
    }

    private void awaitFinished(String name) {
        await().until(() -> cluster.running().jobs().all().stream()
                .anyMatch(view -> view.name().equals(name) && view.finished()));
    }
}
