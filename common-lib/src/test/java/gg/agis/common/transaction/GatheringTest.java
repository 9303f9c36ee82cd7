package gg.agis.common.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class GatheringTest {

    private static final int AT_MOST = 4;

    private final Queue<List<Integer>> runs = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Queue<Thread> askers = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work);
        askers.add(thread);
        return thread;
    });
    private final CountDownLatch first = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoeverComesAloneIsAnsweredAtOnce() {
        var squares = gathering(number -> number * number);

        assertThat(squares.ask(3)).isEqualTo(9);
        assertThat(squares.ask(4)).isEqualTo(16);
        assertThat(runs).containsExactly(List.of(3), List.of(4));
    }

    @Test
    void whoeverComesDuringARunSharesTheNext() throws Exception {
        var squares = gathering(number -> number * number);

        var answers = askBehindAFirst(squares, 6);

        for (int number = 0; number <= 6; number++) {
            assertThat(answers.get(number).get()).isEqualTo(number * number);
        }
        assertThat(runs.stream().map(List::size)).as("at most four share").containsExactly(1, AT_MOST, 2);
        assertThat(registry.get("agis_gathered").tag("name", "test").summary().max())
                .isEqualTo(AT_MOST);
    }

    @Test
    void aQuestionThatCannotBeAnsweredHarmsNobodyElse() throws Exception {
        var gathering = gathering(number -> {
            if (number == 2) {
                throw new IllegalArgumentException("not two");
            }
            return -number;
        });

        var answers = askBehindAFirst(gathering, 4);

        assertThat(answers.get(1).get()).isEqualTo(-1);
        assertThat(answers.get(3).get()).isEqualTo(-3);
        assertThat(answers.get(4).get()).isEqualTo(-4);
        assertThatThrownBy(() -> answers.get(2).get()).hasRootCauseMessage("not two");
    }

    @Test
    void thatTheDatabaseIsAwayIsSaidToAllAtOnce() throws Exception {
        var gathering = gathering(number -> {
            if (number > 0) {
                throw new DataAccessResourceFailureException("away");
            }
            return number;
        });

        var answers = askBehindAFirst(gathering, AT_MOST);

        for (var answer : answers.subList(1, AT_MOST + 1)) {
            assertThatThrownBy(answer::get).hasRootCauseInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(runs).as("nobody tries again alone").hasSize(2);
    }

    @Test
    void afterAFailureItGoesOn() {
        var gathering = gathering(number -> 10 / number);

        assertThatThrownBy(() -> gathering.ask(0)).isInstanceOf(ArithmeticException.class);
        assertThat(gathering.ask(5)).isEqualTo(2);
    }

    @Test
    void everyoneHasTheirOwnAnswerHoweverManyAsk() throws Exception {
        var asked = new AtomicInteger();
        var gathering = gathering(number -> {
            asked.incrementAndGet();
            return number + 1;
        });

        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = many.invokeAll(IntStream.range(0, 5_000)
                    .mapToObj(number -> (Callable<Boolean>) () -> gathering.ask(number) == number + 1)
                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(asked).hasValue(5_000);
    }

    /** The first question's run waits until all the others have gathered behind it. */
    private List<Future<Integer>> askBehindAFirst(Gathering<Integer, Integer> gathering, int others) {
        var answers = IntStream.rangeClosed(0, others)
                .mapToObj(number -> {
                    var answer = threads.submit(() -> gathering.ask(number));
                    awaitThatAllWait(number + 1);
                    return answer;
                })
                .toList();
        first.countDown();
        return answers;
    }

    private void awaitThatAllWait(int count) {
        await().until(() ->
                askers.size() == count && askers.stream().allMatch(asker -> asker.getState() == Thread.State.WAITING));
    }

    private Gathering<Integer, Integer> gathering(UnaryOperator<Integer> answer) {
        return new Gatherings(registry, null).of("test", AT_MOST, questions -> {
            runs.add(questions);
            if (questions.contains(0) && questions.size() == 1 && !askers.isEmpty()) {
                awaitTheOthers();
            }
            return questions.stream().map(answer).toList();
        });
    }

    private void awaitTheOthers() {
        try {
            first.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
