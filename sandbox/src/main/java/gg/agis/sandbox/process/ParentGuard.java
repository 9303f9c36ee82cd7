package gg.agis.sandbox.process;

/** Ends this JVM as soon as the one that started it is gone, so that a killed test or stack leaves nothing behind. */
public final class ParentGuard {

    private static final String PARENT = "agis.parent";

    private ParentGuard() {}

    /** The option for the child's command line. */
    public static String option() {
        return "-D" + PARENT + "=" + ProcessHandle.current().pid();
    }

    /** Watches the parent that the command line named; does nothing where it named none. */
    public static void watch() {
        Long parent = Long.getLong(PARENT);
        if (parent == null) {
            return;
        }
        ProcessHandle.of(parent).ifPresentOrElse(ParentGuard::haltAfter, ParentGuard::halt);
    }

    private static void haltAfter(ProcessHandle parent) {
        Thread.ofPlatform().daemon().name("parent-guard").start(() -> {
            parent.onExit().join();
            halt();
        });
    }

    // Not exit(): nobody is left to wait for an orderly end, and hooks may hang on what died with the parent.
    private static void halt() {
        Runtime.getRuntime().halt(1);
    }
}
