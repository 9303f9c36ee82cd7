package gg.agis.provisioning;

import gg.agis.provisioning.cluster.SaverJobs;
import gg.agis.provisioning.saver.Saver;
import gg.agis.provisioning.saver.Savers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Jobs in a map, of which each is done between two looks at it, by the real saver in this process. */
public final class ModelJobs implements SaverJobs {

    private final Map<String, Outcome> jobs = new ConcurrentHashMap<>();
    private final Path volumes = temporary();
    private volatile boolean held;
    private volatile boolean failing;
    private volatile @Nullable UUID stumblingBlock;
    private volatile @Nullable Runnable meanwhile;

    /** None comes to its end, until {@link #release()}. */
    public void hold() {
        held = true;
    }

    public void release() {
        held = false;
    }

    /** From now on they end without having done anything. */
    public void fail() {
        failing = true;
    }

    /** Whoever looks at a job beside this volume stumbles. */
    public void stumbleOver(UUID server) {
        stumblingBlock = server;
    }

    /** Happens once, between what a job has come to and its being told. */
    public void meanwhile(Runnable somethingElse) {
        meanwhile = somethingElse;
    }

    public Path volumeOf(UUID server) {
        try {
            return Files.createDirectories(volumes.resolve(server.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that somebody has to do still. */
    public List<String> unfinished() {
        return jobs.entrySet().stream()
                .filter(job -> job.getValue() == Outcome.UNDER_WAY)
                .map(Map.Entry::getKey)
                .toList();
    }

    void reset() {
        jobs.clear();
        held = false;
        failing = false;
        stumblingBlock = null;
        meanwhile = null;
    }

    @Override
    public Outcome tend(Work work) {
        if (work.serverId().equals(stumblingBlock)) {
            throw new IllegalStateException("stumbled over " + work.name());
        }
        var before = jobs.putIfAbsent(work.name(), Outcome.UNDER_WAY);
        if (before == null) {
            return Outcome.UNDER_WAY;
        }
        if (before == Outcome.UNDER_WAY && !held) {
            jobs.put(work.name(), outcomeOf(work));
        }
        var outcome = jobs.getOrDefault(work.name(), Outcome.UNKNOWN);
        letHappen();
        return outcome;
    }

    private void letHappen() {
        var something = meanwhile;
        meanwhile = null;
        if (something != null) {
            something.run();
        }
    }

    @Override
    public boolean remove(String name) {
        jobs.remove(name);
        return true;
    }

    private Outcome outcomeOf(Work work) {
        var volume = volumeOf(work.serverId()).toString();
        var arguments = work.arguments().stream()
                .map(argument -> argument.equals(DATA) ? volume : argument)
                .toList();
        return !failing && Savers.run(arguments) == Saver.DONE ? Outcome.SUCCEEDED : Outcome.FAILED;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("volumes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
