package gg.agis.sandbox.kubernetes.workload;

import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Meta;
import gg.agis.sandbox.kubernetes.object.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One job from its beginning to its end: attempts, until one succeeds or too many have failed. */
final class JobRun implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);
    // A real cluster waits ten seconds and more between attempts.
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int NOT_RUN = 1;

    private final Jobs jobs;
    private final ObjectNode job;
    private final Store.Key key;
    private final long deadlineNanos;
    private volatile @Nullable Process process;
    private volatile boolean cancelled;

    JobRun(Jobs jobs, ObjectNode job) {
        this.jobs = jobs;
        this.job = job;
        this.key = Store.Key.of(Kind.JOB, job);
        this.deadlineNanos = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(
                        job.path("spec").path("activeDeadlineSeconds").asLong(TimeUnit.DAYS.toSeconds(1)));
    }

    @Override
    public void run() {
        try {
            jobs.containers().prepare(job);
            runAttempts();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            log.error("The job {} cannot go on", key.name(), e);
        }
    }

    void cancel() {
        cancelled = true;
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private void runAttempts() throws IOException, InterruptedException {
        int failedMax = job.path("spec").path("backoffLimit").asInt();
        int failed = job.path("status").path("failed").asInt(0);
        begun();
        while (!cancelled && awaitPod()) {
            int exit = jobs.mayRun() ? attempt() : NOT_RUN;
            if (cancelled) {
                return;
            }
            if (isOverdue()) {
                break;
            }
            if (exit == 0) {
                succeeded();
                return;
            }
            failed++;
            if (failed > failedMax) {
                failed(failed, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
                return;
            }
            countFailed(failed);
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
        if (!cancelled) {
            failed(failed, "DeadlineExceeded", "Job was active longer than specified deadline");
        }
    }

    // A pod waits for its volumes and its image, however long it takes: false once it is too late.
    private boolean awaitPod() throws InterruptedException {
        while (!cancelled && !isOverdue()) {
            if (jobs.volumes().areBound(job) && jobs.containers().hasImage(job)) {
                return true;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return false;
    }

    private int attempt() throws IOException, InterruptedException {
        Process started = jobs.containers().start(job);
        process = started;
        while (!started.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            if (cancelled || isOverdue()) {
                started.destroyForcibly();
            }
        }
        return started.exitValue();
    }

    private boolean isOverdue() {
        return System.nanoTime() > deadlineNanos;
    }

    private void begun() {
        changeStatus(status -> {
            if (!status.has("startTime")) {
                status.put("startTime", now());
            }
            status.put("active", 1).put("ready", 1);
        });
    }

    private void countFailed(int failed) {
        changeStatus(status -> status.put("failed", failed));
    }

    private void succeeded() {
        changeStatus(status -> {
            status.remove("active");
            status.put("ready", 0).put("succeeded", 1).put("completionTime", now());
            condition(status, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
        });
        tidy();
    }

    private void failed(int failed, String reason, String message) {
        changeStatus(status -> {
            status.remove("active");
            status.put("ready", 0).put("failed", Math.max(failed, 1));
            condition(status, "Failed", reason, message);
        });
        tidy();
    }

    private void condition(ObjectNode status, String type, String reason, String message) {
        status.withArrayProperty("conditions")
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", message)
                .put("lastProbeTime", now())
                .put("lastTransitionTime", now());
    }

    private void tidy() {
        if (job.path("spec").has("ttlSecondsAfterFinished")) {
            try {
                Thread.sleep(Duration.ofSeconds(
                        job.path("spec").path("ttlSecondsAfterFinished").asLong()));
                if (!cancelled) {
                    jobs.resources().delete(key, JsonNodeFactory.instance.objectNode());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void changeStatus(Consumer<ObjectNode> how) {
        jobs.resources().store().change(key, present -> {
            if (Meta.uid(present).equals(Meta.uid(job))) {
                how.accept(present.withObjectProperty("status"));
            }
            return present;
        });
    }

    private String now() {
        return jobs.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
