package gg.agis.provisioning.cluster;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Jobs of the cluster that games run in. */
@Component
final class KubernetesJobs implements SaverJobs {

    private static final Logger log = LoggerFactory.getLogger(KubernetesJobs.class);
    private static final Set<Integer> NEVER = Set.of(HttpURLConnection.HTTP_BAD_REQUEST, 422);

    private final KubernetesClient client;
    private final ClusterCalls calls;
    private final String namespace;

    KubernetesJobs(KubernetesClient client, ClusterSettings settings, ClusterCalls calls) {
        this.client = client;
        this.calls = calls;
        this.namespace = settings.namespace();
    }

    @Override
    public Outcome tend(Work work) {
        try {
            return calls.make("job", () -> {
                var there = job(work.name()).get();
                return there == null ? make(work) : outcomeOf(there, work.serverId());
            });
        } catch (KubernetesClientException e) {
            log.warn("The cluster refuses the job {}: {}", work.name(), e.getMessage());
            return NEVER.contains(e.getCode()) ? Outcome.FAILED : Outcome.UNKNOWN;
        } catch (ClusterAway e) {
            return Outcome.UNKNOWN;
        }
    }

    @Override
    public boolean remove(String name) {
        try {
            return calls.make("remove-job", () -> {
                job(name).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
                return true;
            });
        } catch (KubernetesClientException | ClusterAway e) {
            return false;
        }
    }

    private Outcome make(Work work) {
        var secret = JobObjects.secret(work, namespace);
        ensure(secret);
        try {
            client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .resource(
                            JobObjects.job(work, namespace, secret.getMetadata().getName()))
                    .create();
            return Outcome.UNDER_WAY;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            var there = job(work.name()).get();
            return there == null ? Outcome.UNKNOWN : outcomeOf(there, work.serverId());
        }
    }

    /** Its name tells what is in it: what is there already is right. */
    private void ensure(Secret secret) {
        try {
            client.secrets().inNamespace(namespace).resource(secret).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private static Outcome outcomeOf(Job job, UUID serverId) {
        boolean ours = AgonesCluster.serverOf(job).filter(serverId::equals).isPresent();
        if (!ours || job.getMetadata().getDeletionTimestamp() != null) {
            return Outcome.UNKNOWN;
        }
        if (hasCondition(job, "Complete")) {
            return Outcome.SUCCEEDED;
        }
        return hasCondition(job, "Failed") ? Outcome.FAILED : Outcome.UNDER_WAY;
    }

    private static boolean hasCondition(Job job, String type) {
        var status = job.getStatus();
        return status != null
                && status.getConditions().stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private ScalableResource<Job> job(String name) {
        return client.batch().v1().jobs().inNamespace(namespace).withName(name);
    }
}
