package gg.agis.provisioning.cluster;

import org.jspecify.annotations.Nullable;

/** What the cluster says of one game. */
public sealed interface Sighting {

    /** Is to be made, as soon as its data are where it looks for them. */
    record Preparing() implements Sighting {}

    /** Is being made, or not ready yet. */
    record Coming() implements Sighting {}

    /**
     * May be joined.
     *
     * @param players how many play; absent where nobody counts
     */
    record Running(String host, int port, @Nullable Integer players) implements Sighting {}

    /** Will never be well again. */
    record Broken(String why) implements Sighting {}

    /** There is none, or what there was is on its way out. */
    record Gone() implements Sighting {}

    /** Its name belongs to something that is dying, or that is not ours. */
    record NameTaken() implements Sighting {}

    /** The cluster gave no answer, or one that says nothing. */
    record Unknown(String why) implements Sighting {}
}
