package gg.agis.neighbour;

/** Another service. */
public final class Neighbour {

    private Neighbour() {}

    public static int answer() {
        return 42;
    }
}
