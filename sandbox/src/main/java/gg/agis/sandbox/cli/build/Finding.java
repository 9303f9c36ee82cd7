package gg.agis.sandbox.cli.build;

/**
 * One thing that was looked at.
 *
 * @param needed whether the suite cannot do without
 * @param remedy the command that brings it
 */
record Finding(String name, boolean well, boolean needed, String text, String remedy) {

    boolean isFatal() {
        return needed && !well;
    }
}
