package gg.agis.sandbox.cli.up;

import gg.agis.sandbox.stack.Stack;
import gg.agis.sandbox.stack.StackFailedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** From the start to the signal that ends it: Ctrl-C, {@code ./agis stop}, a closed terminal. */
final class UpAndDown {

    private final Stack stack;
    private final Progress progress;
    private final boolean train;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    UpAndDown(Stack stack, Progress progress, boolean train) {
        this.stack = stack;
        this.progress = progress;
        this.train = train;
    }

    int run() throws InterruptedException {
        Thread hook = new Thread(this::stop, "orderly-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stack.start();
        } catch (StackFailedException e) {
            if (!stopping.get()) {
                Runtime.getRuntime().removeShutdownHook(hook);
                throw e;
            }
        }
        if (!stopping.get()) {
            progress.up(stack);
            if (train) {
                stack.train();
            }
        }
        stopped.await();
        return 0;
    }

    private void stop() {
        stopping.set(true);
        progress.say("Stopping …");
        stack.close();
        progress.say("Stopped. The data stays for the next ./agis up.");
        stopped.countDown();
    }
}
