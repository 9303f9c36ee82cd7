package gg.agis.provisioning.saver;

import java.io.IOException;

/** An archive holds something that would not stay within the directory it is unpacked to. */
final class UnsafeArchive extends IOException {

    private static final long serialVersionUID = 1L;

    UnsafeArchive(String what) {
        super(what);
    }

    UnsafeArchive(String what, Throwable cause) {
        super(what, cause);
    }
}
