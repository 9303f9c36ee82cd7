package gg.agis.sandbox.junit;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.trouble.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.RepeatedTest;

@WithKubernetes
class WithKubernetesTest {

    @RepeatedTest(2)
    void aTestMeetsAClusterInWhichNothingOfTheLastOneGoesWrong(KubernetesCluster cluster)
            throws IOException, InterruptedException {
        assertThat(statusOfAList()).isEqualTo(200);

        cluster.troubles().add(Trouble.of(Trouble.Kind.UNAVAILABLE).times(1_000));

        assertThat(statusOfAList()).isEqualTo(503);
    }

    private static int statusOfAList() throws IOException, InterruptedException {
        URI list = URI.create(System.getProperty("KUBERNETES_URL") + "/apis/agones.dev/v1/namespaces/"
                + System.getProperty("KUBERNETES_NAMESPACE") + "/gameservers");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(list)
                                    .header("Authorization", "Bearer " + System.getProperty("KUBERNETES_TOKEN"))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
