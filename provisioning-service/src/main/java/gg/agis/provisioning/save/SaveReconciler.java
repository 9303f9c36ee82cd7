package gg.agis.provisioning.save;

import gg.agis.common.outbox.Outbox;
import gg.agis.common.round.Round;
import gg.agis.provisioning.cluster.SaverJobs;
import gg.agis.provisioning.cluster.SaverJobs.Work;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks at every save that is due: has a job make it, takes down that it is there, and removes it when its time is over.
 * The cluster and the storage are spoken to outside of any transaction, by what is committed; each step is harmless when
 * it is done again, by whomever.
 */
@Component
class SaveReconciler implements Round {

    private static final Logger log = LoggerFactory.getLogger(SaveReconciler.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);
    private static final Duration WHILE_AWAITED = Duration.ofMinutes(10);
    private static final Duration LAST_TRIED_FOR = Duration.ofDays(30);
    private static final int BATCH_MAX = 16;

    private final Saves saves;
    private final Servers servers;
    private final Means means;
    private final Telling telling;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SaveReconciler(
            Saves saves, Servers servers, Means means, Telling telling, TransactionTemplate transaction, Clock clock) {
        this.saves = saves;
        this.servers = servers;
        this.means = means;
        this.telling = telling;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** By what it is done. */
    @Component
    record Means(SaverJobs jobs, SaveFiles files, SaveSettings settings, Restores restores) {}

    /** How it is told. */
    @Component
    record Telling(Outbox outbox, SaveMetrics metrics) {}

    @Override
    public String name() {
        return "saves";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public void make() {
        if (!means.settings().isOn()) {
            return;
        }
        telling.metrics().overdue(saves.overdue(clock.instant()));
        while (reconcileDue() == BATCH_MAX) {
            log.debug("More saves are due");
        }
    }

    private int reconcileDue() {
        var now = clock.instant();
        var due =
                Objects.requireNonNull(transaction.execute(status -> saves.claimDue(now, now.plus(LEASE), BATCH_MAX)));
        due.forEach(this::reconcile);
        return due.size();
    }

    private void reconcile(UUID id) {
        var save = saves.find(id).orElseThrow();
        try {
            switch (save.state()) {
                case REQUESTED -> begin(save);
                case RUNNING -> goOn(save);
                case MADE, DAMAGED -> expire(save);
                case FAILED, EXPIRED -> {}
            }
        } catch (SdkException e) {
            log.warn("The storage does not say how the save {} stands: {}", id, e.toString());
        } catch (RuntimeException e) {
            // Its lease ends, and somebody tries again; nobody else waits for it.
            log.warn("The save {} could not be looked at", id, e);
        }
    }

    /** Which job it is, is written down before the job is made. */
    private void begin(Save save) {
        change(save, (server, present) -> saves.store(present.begun(clock.instant())));
        saves.find(save.id()).filter(begun -> begun.is(SaveState.RUNNING)).ifPresent(this::goOn);
    }

    private void goOn(Save save) {
        var server = servers.find(save.origin().serverId()).orElseThrow();
        switch (means.jobs().tend(work(save, server))) {
            case SUCCEEDED -> confirm(save);
            case FAILED -> tryAgain(save, "the-job-failed");
            case UNDER_WAY, UNKNOWN -> lookAgain(save, BETWEEN_LOOKS);
        }
    }

    private void lookAgain(Save save, Duration later) {
        transaction.executeWithoutResult(
                status -> saves.lookAgain(save.id(), clock.instant().plus(later)));
    }

    private Work work(Save save, Server server) {
        return new Work(
                save.jobName(),
                server.id(),
                means.settings().image(),
                List.of("export", SaverJobs.DATA, save.id().toString(), save.objectKey()),
                server.state().hasGame(),
                false,
                means.settings().secrets());
    }

    /** A job says that it is done; what counts is what lies in the storage. */
    private void confirm(Save save) {
        var size = means.files().sizeOf(save);
        if (size.isEmpty()) {
            tryAgain(save, "the-file-is-missing");
            return;
        }
        change(save, (server, present) -> {
            var now = clock.instant();
            var made = present.made(size.getAsLong(), means.settings().kept(), now);
            saves.store(made);
            telling.outbox().publish(Facts.of(server, now).saveMade(made.id(), size.getAsLong()));
            telling.metrics().made();
        });
        means.jobs().remove(save.jobName());
    }

    private void tryAgain(Save save, String why) {
        change(save, (server, present) -> {
            var now = clock.instant();
            boolean inTime = !present.isTheLast() || now.isBefore(server.since().plus(LAST_TRIED_FOR));
            if (present.mayTryAgain() && inTime) {
                saves.store(present.triedAgain(why, now));
                telling.metrics().triedAgain();
            } else {
                saves.store(present.failed(why, now));
                telling.metrics().failed();
            }
        });
        // Its job tells why for a day.
        log.warn("The save {} could not be made: {}", save.id(), why);
    }

    private void expire(Save save) {
        var until = save.expiresAt();
        if (until == null || clock.instant().isBefore(until)) {
            return;
        }
        if (means.restores().areToComeFrom(save.id())) {
            lookAgain(save, WHILE_AWAITED);
            return;
        }
        means.files().delete(save);
        change(save, (server, present) -> {
            saves.store(present.expired(clock.instant()));
            telling.metrics().expired();
        });
    }

    /** Under the server's lock and its own, if nobody has changed it since it was looked at. */
    private void change(Save seen, BiConsumer<Server, Save> how) {
        transaction.executeWithoutResult(status -> {
            var server = servers.lock(seen.origin().serverId()).orElseThrow();
            var present = saves.lock(seen.id());
            if (present.is(seen.state()) && present.attempt() == seen.attempt()) {
                how.accept(server, present);
            }
        });
    }
}
