package gg.agis.sandbox.stack;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The same thing for several at once. */
final class Together {

    private Together() {}

    /** Returns once it is done for all; a failure of one does not keep the others from it. */
    static <T> void run(List<T> all, Consumer<T> work) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> executor.execute(() -> work.accept(one)));
        }
    }
}
