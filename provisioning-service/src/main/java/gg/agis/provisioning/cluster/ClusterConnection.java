package gg.agis.provisioning.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to the cluster at the start; without one there is nothing that this service could do. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterSettings.class)
class ClusterConnection {

    private static final int RETRIES = 2;
    private static final int RETRY_AFTER_MILLIS = 200;

    @Bean(destroyMethod = "close")
    KubernetesClient kubernetesClient(ClusterSettings settings) {
        var client = new KubernetesClientBuilder().withConfig(config(settings)).build();
        try {
            client.resources(GameServer.class)
                    .inNamespace(settings.namespace())
                    .withLabel(GameObjects.MANAGED_BY, GameObjects.OURS)
                    .list();
        } catch (KubernetesClientException e) {
            client.close();
            throw new IllegalStateException(
                    ("There is no cluster with Agones to run games in: %s does not list GameServers in the namespace %s (%s)."
                                    + " Set KUBERNETES_URL and KUBERNETES_TOKEN, or run in a cluster where Agones is"
                                    + " installed and the service account may.")
                            .formatted(client.getConfiguration().getMasterUrl(), settings.namespace(), e.getMessage()),
                    e);
        }
        return client;
    }

    @Bean
    GameCluster gameCluster(KubernetesClient client, ClusterSettings settings, ClusterCalls calls) {
        return new AgonesCluster(client, settings, calls);
    }

    private static Config config(ClusterSettings settings) {
        var config = settings.url().isEmpty()
                ? new ConfigBuilder()
                : new ConfigBuilder(Config.empty())
                        .withMasterUrl(settings.url())
                        .withOauthToken(settings.token());
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        return config.withNamespace(settings.namespace())
                .withRequestTimeout(timeout)
                .withConnectionTimeout(timeout)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_AFTER_MILLIS)
                .build();
    }
}
