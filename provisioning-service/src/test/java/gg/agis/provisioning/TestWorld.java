package gg.agis.provisioning;

import gg.agis.common.event.Event;
import gg.agis.common.outbox.Outbox;
import gg.agis.common.round.Round;
import gg.agis.provisioning.cluster.GameCluster;
import gg.agis.provisioning.cluster.SaverJobs;
import gg.agis.provisioning.cluster.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Time that can be moved, a cluster that can be exchanged, and steps at which one can be killed. */
@TestConfiguration(proxyBeanMethods = false)
public class TestWorld {

    public static final ModelCluster MODEL = new ModelCluster();
    static final ModelJobs JOBS = new ModelJobs();
    private static final List<Event> STATED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger ROUNDS = new AtomicInteger();
    private static volatile boolean modelled;

    /** Games run in the model, until they do not. */
    public static void modelled(boolean yes) {
        modelled = yes;
    }

    /** What was stated since the last time, in the order of commits. */
    public static synchronized List<Event> takeStated() {
        var taken = new ArrayList<>(STATED);
        STATED.clear();
        return taken;
    }

    @Bean
    MovedClock clock() {
        return new MovedClock();
    }

    @Bean
    @Primary
    Outbox recorded(@Qualifier("outbox") Outbox real) {
        return new Recorded(real);
    }

    @Bean
    static BeanPostProcessor wrapping() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (bean) {
                    case GameCluster cluster -> new Exchanged(cluster);
                    case SaverJobs jobs -> new ExchangedJobs(jobs);
                    case Round round
                    when round.getClass().getName().startsWith("gg.agis.provisioning") -> new Counted(round);
                    case PlatformTransactionManager manager -> new Watched(manager);
                    default -> bean;
                };
            }
        };
    }

    /** Whether anybody is in the middle of a round. */
    public static boolean isQuiet() {
        return ROUNDS.get() == 0;
    }

    private record Counted(Round real) implements Round {

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Duration pause() {
            return real.pause();
        }

        @Override
        public void make() {
            ROUNDS.incrementAndGet();
            try {
                real.make();
            } finally {
                ROUNDS.decrementAndGet();
            }
        }
    }

    private record Watched(PlatformTransactionManager real) implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return real.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            if (!status.isNewTransaction() || status.isReadOnly()) {
                real.commit(status);
                return;
            }
            try {
                Faults.around("commit", () -> real.commit(status));
            } catch (Faults.Killed killed) {
                if (!status.isCompleted()) {
                    real.rollback(status);
                }
                throw killed;
            }
        }

        @Override
        public void rollback(TransactionStatus status) {
            real.rollback(status);
        }
    }

    private record Recorded(Outbox real) implements Outbox {

        @Override
        public void publish(Collection<? extends Event> events) {
            Faults.around("outbox", () -> real.publish(events));
            var stated = List.copyOf(events);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    STATED.addAll(stated);
                }
            });
        }

        @Override
        public void tombstone(String topic, String key) {
            real.tombstone(topic, key);
        }
    }

    private record Exchanged(GameCluster real) implements GameCluster {

        private GameCluster present() {
            return modelled ? MODEL : real;
        }

        @Override
        public Sighting look(UUID serverId, int generation) {
            return around("look", () -> present().look(serverId, generation));
        }

        @Override
        public boolean prepare(Order order) {
            return around("prepare", () -> present().prepare(order));
        }

        @Override
        public Sighting make(Order order) {
            return around("make", () -> present().make(order));
        }

        @Override
        public boolean remove(UUID serverId, int generation) {
            return around("remove", () -> present().remove(serverId, generation));
        }

        @Override
        public List<Present> all() {
            return present().all();
        }

        @Override
        public List<UUID> volumes() {
            return present().volumes();
        }

        @Override
        public boolean removeVolume(UUID serverId) {
            return around("remove-volume", () -> present().removeVolume(serverId));
        }

        private static <T> T around(String what, Supplier<T> call) {
            return Faults.around(what, call);
        }
    }

    private record ExchangedJobs(SaverJobs real) implements SaverJobs {

        private SaverJobs present() {
            return modelled ? JOBS : real;
        }

        @Override
        public Outcome tend(Work work) {
            return Faults.around("job", () -> present().tend(work));
        }

        @Override
        public boolean remove(String name) {
            return Faults.around("remove-job", () -> present().remove(name));
        }
    }
}
