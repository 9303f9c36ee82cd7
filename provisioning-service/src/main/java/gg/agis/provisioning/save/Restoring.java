package gg.agis.provisioning.save;

import gg.agis.provisioning.cluster.SaverJobs;
import gg.agis.provisioning.cluster.SaverJobs.Work;
import gg.agis.provisioning.save.Restores.Restore;
import gg.agis.provisioning.save.SaveFiles.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Fills the volume of a server that starts from a save, before its first game is made. */
@Component
public class Restoring {

    private static final int ATTEMPTS_MAX = 3;
    /** Less than the reconciler's lease. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);

    private final Restores restores;
    private final Saves saves;
    private final SaveReconciler.Means means;
    private final SaveMetrics metrics;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Restoring(
            Restores restores,
            Saves saves,
            SaveReconciler.Means means,
            SaveMetrics metrics,
            TransactionTemplate transaction,
            Clock clock) {
        this.restores = restores;
        this.saves = saves;
        this.means = means;
        this.metrics = metrics;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether a game may be made. */
    public enum Progress {
        READY,
        UNDER_WAY,
        /** Never: what was to be brought back is not what was saved. */
        DAMAGED,
        FAILED
    }

    /** Whether a server's volume has to be filled first; then it has to be there. */
    public boolean isNeeded(UUID serverId) {
        return restores.find(serverId)
                .filter(restore -> !restore.state().equals(Restores.DONE))
                .isPresent();
    }

    /** Has a job do it, and tells how far it is. Called outside of any transaction. */
    public Progress tend(UUID serverId) {
        var restore = restores.find(serverId).orElseThrow();
        return switch (restore.state()) {
            case Restores.DONE -> Progress.READY;
            case Restores.DAMAGED -> Progress.DAMAGED;
            case Restores.RUNNING -> goOn(restore);
            default -> Progress.FAILED;
        };
    }

    /** Nobody waits for it any more; whether nobody fills the volume now. */
    public boolean abandon(UUID serverId) {
        var unfinished =
                restores.find(serverId).filter(restore -> restore.state().equals(Restores.RUNNING));
        if (unfinished.isEmpty()) {
            return true;
        }
        var restore = unfinished.get();
        if (!means.jobs().remove(restore.jobName())) {
            return false;
        }
        become(restore, Restores.FAILED, restore.attempt());
        return true;
    }

    private Progress goOn(Restore restore) {
        var save = saves.find(restore.saveId()).orElseThrow();
        return switch (means.jobs().tend(work(restore, save))) {
            case UNDER_WAY, UNKNOWN -> Progress.UNDER_WAY;
            case SUCCEEDED -> {
                become(restore, Restores.DONE, restore.attempt());
                metrics.restored();
                means.jobs().remove(restore.jobName());
                yield Progress.READY;
            }
            case FAILED -> failed(restore, save);
        };
    }

    /** The cluster says only that a job has failed; why, the save itself tells. */
    private Progress failed(Restore restore, Save save) {
        if (means.files().inspect(save, READ_WITHIN) == Finding.DAMAGED) {
            damaged(save.id());
            become(restore, Restores.DAMAGED, restore.attempt());
            metrics.notRestored();
            return Progress.DAMAGED;
        }
        if (restore.attempt() < ATTEMPTS_MAX) {
            become(restore, Restores.RUNNING, restore.attempt() + 1);
            return Progress.UNDER_WAY;
        }
        become(restore, Restores.FAILED, restore.attempt());
        metrics.notRestored();
        return Progress.FAILED;
    }

    /** Takes down that a save is not what was saved. */
    public void damaged(UUID saveId) {
        transaction.executeWithoutResult(status -> {
            var save = saves.lock(saveId);
            if (save.is(SaveState.MADE)) {
                saves.store(save.damaged(clock.instant()));
                metrics.damaged();
            }
        });
    }

    private Work work(Restore restore, Save save) {
        return new Work(
                restore.jobName(),
                restore.serverId(),
                means.settings().image(),
                List.of("restore", SaverJobs.DATA, save.id().toString(), save.objectKey()),
                false,
                true,
                means.settings().secrets());
    }

    private void become(Restore restore, String state, int attempt) {
        transaction.executeWithoutResult(status -> restores.goOn(restore, state, attempt));
    }
}
