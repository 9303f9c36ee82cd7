package gg.agis.provisioning.saver;

import java.io.IOException;

/** A save is not what was written: changed, out of order or cut off. Reading it again does not help. */
public final class SaveDamaged extends IOException {

    private static final long serialVersionUID = 1L;

    SaveDamaged(String what) {
        super(what);
    }

    SaveDamaged(String what, Throwable cause) {
        super(what, cause);
    }
}
