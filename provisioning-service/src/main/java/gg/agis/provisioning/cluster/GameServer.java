package gg.agis.provisioning.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we say to Agones and hear from it, and no more of its model than that. */
@Group("agones.dev")
@Version("v1")
class GameServer extends CustomResource<GameServer.Spec, GameServer.Status> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spec(List<Port> ports, Health health, Eviction eviction, Tracked players, PodTemplateSpec template) {}

    /** Has Agones count who plays. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Tracked(long initialCapacity) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Port(String name, String portPolicy, int containerPort, String protocol) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Health(int initialDelaySeconds, int periodSeconds, int failureThreshold) {}

    /** @param safe when the cluster may move it away */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Eviction(String safe) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            @Nullable String state,
            @Nullable String address,
            @Nullable List<OpenPort> ports,
            @Nullable Map<String, Listed> lists,
            @Nullable Players players) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record OpenPort(@Nullable String name, int port) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Listed(@Nullable List<String> values) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Players(long count) {}

    @Override
    protected @Nullable Spec initSpec() {
        return null;
    }

    @Override
    protected @Nullable Status initStatus() {
        return null;
    }
}
