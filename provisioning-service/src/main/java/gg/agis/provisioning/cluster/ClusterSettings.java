package gg.agis.provisioning.cluster;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which cluster games run in, and where in it.
 *
 * @param url of its API; empty: what the pod, or the user's kubeconfig, says
 * @param token by which we are known there; empty: as above
 * @param eviction when the cluster may move a game away
 * @param storageClass of volumes; empty: the cluster's usual one
 * @param timeout after so long the cluster gives no answer
 * @param placement by template, where its games may run
 */
@Validated
@ConfigurationProperties("agis.provisioning.cluster")
record ClusterSettings(
        @DefaultValue("") @NotNull String url,
        @DefaultValue("") @NotNull String token,
        @DefaultValue("agis-games") @NotBlank String namespace,

        @DefaultValue("Never") @Pattern(regexp = "Never|OnUpgrade|Always")
        String eviction,

        @DefaultValue("") @NotNull String storageClass,
        @DefaultValue("5s") @NotNull Duration timeout,
        @DefaultValue @NotNull Map<String, Placement> placement) {

    ClusterSettings {
        placement = Map.copyOf(placement);
    }

    /** Never the token, wherever this ends up. */
    @Override
    public String toString() {
        return "ClusterSettings[url=%s, namespace=%s]".formatted(url, namespace);
    }

    Placement placementOf(String template) {
        return placement.getOrDefault(template, Placement.ANYWHERE);
    }

    /** Labels that a node must have, and taints that do not keep a game away, as those of spot nodes. */
    record Placement(
            @DefaultValue @NotNull Map<String, String> nodeSelector,
            @DefaultValue @NotNull List<Taint> tolerations) {

        static final Placement ANYWHERE = new Placement(Map.of(), List.of());

        Placement {
            nodeSelector = Map.copyOf(nodeSelector);
            tolerations = List.copyOf(tolerations);
        }
    }

    /** A taint that is tolerated: of this key, and of this value where it has one. */
    record Taint(
            @NotBlank String key,
            @DefaultValue("") String value,
            @DefaultValue("NoSchedule") String effect) {}
}
