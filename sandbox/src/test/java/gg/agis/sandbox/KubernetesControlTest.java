package gg.agis.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.kubernetes.Cluster;
import gg.agis.sandbox.kubernetes.KubernetesSettings;
import gg.agis.sandbox.kubernetes.agones.Pace;
import gg.agis.sandbox.process.Ports;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesControlTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private World world;
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        int port = Ports.free();
        world = World.start(new WorldSettings(
                0,
                "ours",
                Optional.empty(),
                Optional.of(new KubernetesSettings(port, directory, "secret", Pace.QUICK, Map.of())),
                Optional.empty()));
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withOauthToken("secret")
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(1_000)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        world.close();
        http.close();
    }

    @Test
    void troubleIsOrderedAndHealed() throws Exception {
        told("troubles", "{\"kind\":\"internal-error\",\"verb\":\"create\",\"resource\":\"gameservers\",\"times\":3}");

        assertThatThrownBy(() -> create("gs-1"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(500));

        assertThat(asked("troubles")).contains("INTERNAL_ERROR").contains("\"times\":2");
        told("heal", "{}");
        create("gs-1");
    }

    @Test
    void aGameServerIsWatchedAndChanged() throws Exception {
        create("gs-1");
        await().until(() -> asked("gameservers").contains("\"Ready\""));

        told("gameservers", "{\"name\":\"gs-1\",\"players\":[\"ann\"],\"state\":\"Unhealthy\"}");

        assertThat(asked("gameservers")).contains("\"ann\"").contains("\"Unhealthy\"");
        assertThat(told("gameservers", "{\"name\":\"gs-1\",\"vanish\":true}")).doesNotContain("gs-1");
        assertThat(send("gameservers", "{\"name\":\"gs-2\",\"vanish\":true}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void startsAreSlowedHeldAndSpoilt() throws Exception {
        told("starts", "{\"holdAt\":\"Scheduled\",\"endAs\":\"Unhealthy\",\"startMillis\":1,\"shutdownMillis\":1}");
        create("gs-1");
        await().until(() -> asked("gameservers").contains("\"Scheduled\""));

        told("heal", "{}");

        await().until(() -> asked("gameservers").contains("\"Unhealthy\""));
        told("starts", "{\"holdDeletions\":true}");
        Cluster.gameServers(client).withName("gs-1").delete();
        assertThat(asked("gameservers")).contains("\"dying\":true");
    }

    @Test
    void watchesAndTheServerItselfComeAndGo() throws Exception {
        assertThat(told("watches", "{\"action\":\"silence\"}")).isEqualTo("{\"watches\":0}");
        assertThat(told("watches", "{\"action\":\"speak\"}")).isEqualTo("{\"watches\":0}");
        assertThat(told("watches", "{\"action\":\"expire\"}")).isEqualTo("{\"watches\":0}");
        assertThat(told("watches", "{\"action\":\"cut\"}")).isEqualTo("{\"watches\":0}");
        assertThat(send("restart", "{\"downMillis\":50}").statusCode()).isEqualTo(202);
        await().ignoreExceptions().until(() -> Cluster.gameServers(client).list() != null);
    }

    @Test
    void jobsAreListedAndHurt() throws Exception {
        assertThat(told("jobs", "{\"failNext\":1,\"hold\":true}")).isEqualTo("{\"jobs\":[]}");
    }

    @Test
    void whatIsNotKnownIsSaid() throws Exception {
        HttpResponse<String> refused = send("troubles", "{\"kind\":\"sulking\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("silent-after-success");
        assertThat(send("watches", "{\"action\":\"dance\"}").statusCode()).isEqualTo(400);
    }

    private void create(String name) {
        Cluster.gameServers(client).resource(Cluster.aGameServer(name)).create();
    }

    private String asked(String what) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(what)).build(), BodyHandlers.ofString())
                .body();
    }

    private String told(String what, String body) throws Exception {
        HttpResponse<String> answer = send(what, body);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }

    private HttpResponse<String> send(String what, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(what))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI uri(String what) {
        return URI.create(world.url() + "/control/kubernetes/" + what);
    }
}
