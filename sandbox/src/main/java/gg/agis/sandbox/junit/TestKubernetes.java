package gg.agis.sandbox.junit;

import gg.agis.sandbox.kubernetes.KubernetesCluster;
import gg.agis.sandbox.kubernetes.KubernetesSettings;
import gg.agis.sandbox.kubernetes.agones.Pace;
import java.util.Map;

/** The cluster of this JVM's tests, started by whoever asks first, in this JVM. */
public final class TestKubernetes {

    /** Where services put what they make. */
    public static final String NAMESPACE = "agis";

    private TestKubernetes() {}

    public static KubernetesCluster cluster() {
        return Holder.CLUSTER;
    }

    private static final class Holder {

        static final KubernetesCluster CLUSTER = KubernetesCluster.start(
                new KubernetesSettings(0, Servers.directory("kubernetes"), "a token for tests", Pace.QUICK, Map.of()));
    }
}
