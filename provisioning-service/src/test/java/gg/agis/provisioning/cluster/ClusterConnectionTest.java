package gg.agis.provisioning.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.junit.TestKubernetes;
import gg.agis.sandbox.junit.WithKubernetes;
import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.process.Ports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A service that could run nothing does not start, and says what it lacks. */
@WithKubernetes
class ClusterConnectionTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(ClusterConnection.class)
            .withBean(ClusterCalls.class, () -> new ClusterCalls(new SimpleMeterRegistry()))
            .withPropertyValues(
                    "agis.provisioning.cluster.namespace=" + TestKubernetes.NAMESPACE,
                    "agis.provisioning.cluster.timeout=1s");

    @Test
    void whereNobodyAnswersTheStartFailsAndSaysWhatToSet() {
        var nowhere = "http://127.0.0.1:" + Ports.free();

        service.withPropertyValues("agis.provisioning.cluster.url=" + nowhere, "agis.provisioning.cluster.token=any")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("There is no cluster with Agones to run games in: " + nowhere)
                        .hasStackTraceContaining("Set KUBERNETES_URL and KUBERNETES_TOKEN"));
    }

    @Test
    void whoeverTheClusterDoesNotKnowHearsThatInsteadOfStarting(KubernetesCluster cluster) {
        service.withPropertyValues(
                        "agis.provisioning.cluster.url=" + cluster.url(), "agis.provisioning.cluster.token=a-wrong-one")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining(
                                "does not list GameServers in the namespace " + TestKubernetes.NAMESPACE)
                        .hasStackTraceContaining("Unauthorized"));
    }

    @Test
    void withAClusterThatKnowsUsItStarts(KubernetesCluster cluster) {
        service.withPropertyValues(
                        "agis.provisioning.cluster.url=" + cluster.url(),
                        "agis.provisioning.cluster.token=" + cluster.token())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(GameCluster.class));
    }
}
