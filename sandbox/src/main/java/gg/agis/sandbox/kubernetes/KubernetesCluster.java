package gg.agis.sandbox.kubernetes;

import gg.agis.sandbox.kubernetes.agones.GameServers;
import gg.agis.sandbox.kubernetes.api.ApiServer;
import gg.agis.sandbox.kubernetes.api.Calls;
import gg.agis.sandbox.kubernetes.api.Role;
import gg.agis.sandbox.kubernetes.api.Watches;
import gg.agis.sandbox.kubernetes.trouble.Troubles;
import gg.agis.sandbox.kubernetes.workload.Jobs;
import gg.agis.sandbox.kubernetes.workload.Volumes;
import java.time.Duration;
import java.time.InstantSource;

/** A cluster of one process; its objects outlive it. */
public final class KubernetesCluster implements AutoCloseable {

    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(5);

    private final String token;
    private final Role role;
    private final ApiServer api;
    private final Volumes volumes;
    private final GameServers gameServers;
    private final Jobs jobs;

    private KubernetesCluster(KubernetesSettings settings) {
        token = settings.token();
        role = settings.role().map(Role::of).orElseGet(Role::administrator);
        api = new ApiServer(
                new ApiServer.Settings(
                        settings.port(), settings.directory().resolve("objects.jsonl"), token, BOOKMARK_EVERY),
                InstantSource.system());
        api.allow(role);
        volumes = new Volumes(api.resources(), settings.directory().resolve("volumes"));
        gameServers = new GameServers(api.resources(), volumes, settings.pace());
        jobs = new Jobs(
                api.resources(),
                volumes,
                settings.directory().resolve("jobs"),
                settings.programs(),
                InstantSource.system());
    }

    public static KubernetesCluster start(KubernetesSettings settings) {
        KubernetesCluster cluster = new KubernetesCluster(settings);
        cluster.api.start();
        return cluster;
    }

    public String url() {
        return "http://127.0.0.1:" + api.port();
    }

    public String token() {
        return token;
    }

    /** The API server cannot be reached; what runs in the cluster runs on. */
    public void stopApi() {
        api.stop();
    }

    public void startApi() {
        api.start();
    }

    /** What goes wrong with the next calls. */
    public Troubles troubles() {
        return api.troubles();
    }

    public Watches watches() {
        return api.watches();
    }

    /** What was asked of the API so far. */
    public Calls calls() {
        return api.calls();
    }

    /** The caller may do what this role says, and is refused the rest. */
    public void allow(Role role) {
        api.allow(role);
    }

    public GameServers gameServers() {
        return gameServers;
    }

    public Volumes volumes() {
        return volumes;
    }

    public Jobs jobs() {
        return jobs;
    }

    /** All is well again: no trouble waits, nothing is held, the API can be reached, and the role is the first. */
    public void heal() {
        api.start();
        troubles().clear();
        gameServers.release();
        jobs.release();
        watches().speak();
        allow(role);
    }

    @Override
    public void close() {
        api.stop();
        gameServers.close();
        jobs.close();
        volumes.close();
        api.close();
    }
}
