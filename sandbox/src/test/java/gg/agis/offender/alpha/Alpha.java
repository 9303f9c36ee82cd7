package gg.agis.offender.alpha;

import gg.agis.offender.beta.Beta;

public final class Alpha {

    private Alpha() {}

    public static int meet() {
        return Beta.meet();
    }
}
