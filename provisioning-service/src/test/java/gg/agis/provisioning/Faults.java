package gg.agis.provisioning;

import java.util.function.Supplier;

/** Kills whoever does the n-th thing to the outside world, before or after it is done; of the threads under test alone. */
public final class Faults {

    /** As if the process had been killed. */
    public static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super(where);
        }
    }

    private static volatile int until = -1;
    private static volatile String where = "nowhere";
    private static volatile Thread tester = Thread.currentThread();

    private Faults() {}

    /** The n-th step from now on is fatal. */
    public static synchronized void killAt(int step) {
        tester = Thread.currentThread();
        where = "nowhere";
        until = step;
    }

    public static synchronized void stop() {
        until = -1;
    }

    /** Where it was; {@code nowhere} if there were not so many steps. */
    public static String killedAt() {
        return where;
    }

    static <T> T around(String what, Supplier<T> step) {
        passing("before " + what);
        T result = step.get();
        passing("after " + what);
        return result;
    }

    static void around(String what, Runnable step) {
        around(what, () -> {
            step.run();
            return true;
        });
    }

    private static synchronized void passing(String point) {
        if (until < 0 || !isUnderTest()) {
            return;
        }
        if (until-- == 0) {
            where = point;
            throw new Killed(point);
        }
    }

    private static boolean isUnderTest() {
        var thread = Thread.currentThread();
        return thread.equals(tester) || thread.getName().startsWith("reconcile-");
    }
}
