package gg.agis.offender.beta;

import gg.agis.offender.alpha.Alpha;

public final class Beta {

    private Beta() {}

    public static int meet() {
        return Alpha.meet();
    }
}
