package gg.agis.sandbox.junit;

import com.github.dockerjava.api.DockerClient;
import gg.agis.sandbox.process.Server;
import java.util.List;
import org.testcontainers.containers.GenericContainer;

/** A server in a container, on a port that stays the same when it is started again. */
final class ContainerServer implements Server {

    private static final int STOP_TIMEOUT_SECONDS = 20;

    private final GenericContainer<?> container;
    private final Runnable awaitReady;

    ContainerServer(GenericContainer<?> container, int port, int containerPort, Runnable awaitReady) {
        this.container = container;
        this.awaitReady = awaitReady;
        container.setPortBindings(List.of("%d:%d".formatted(port, containerPort)));
    }

    @Override
    public synchronized void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (!container.isRunning()) {
            client().startContainerCmd(container.getContainerId()).exec();
        }
        awaitReady.run();
    }

    @Override
    public synchronized void stop() {
        thaw();
        client().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_TIMEOUT_SECONDS)
                .exec();
    }

    @Override
    public synchronized void kill() {
        thaw();
        if (container.isRunning()) {
            client().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public synchronized void freeze() {
        if (!isPaused()) {
            client().pauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public synchronized void thaw() {
        if (isPaused()) {
            client().unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    private boolean isPaused() {
        return Boolean.TRUE.equals(
                container.getCurrentContainerInfo().getState().getPaused());
    }

    private DockerClient client() {
        return container.getDockerClient();
    }
}
