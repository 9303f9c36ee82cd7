package gg.agis.ads.quarantine;

import gg.agis.ads.quarantine.Quarantine.Case;
import gg.agis.common.token.Caller;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where operators see what could not be used. */
@RestController
class QuarantineController {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final Quarantine quarantine;

    QuarantineController(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** Newest first. */
    @GetMapping("/api/ads/quarantine")
    Page<Case> list(Slice slice, Caller caller) {
        caller.requireMod();
        var position = slice.after().map(cursor -> cursor.split(" ")).orElse(null);
        var found = position == null
                ? quarantine.before(END_OF_TIME, new UUID(-1, -1), slice.rowsMax())
                : quarantine.before(Instant.parse(position[0]), UUID.fromString(position[1]), slice.rowsMax());
        return slice.page(found, it -> it.receivedAt() + " " + it.id());
    }
}
