package gg.agis.billing.operator;

import gg.agis.billing.operator.AuditLog.Entry;
import gg.agis.billing.operator.AuditLog.Position;
import gg.agis.common.token.Caller;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Billing's part of the audit log. */
@RestController
class AuditLogController {

    private static final Position NEWEST = new Position(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final AuditLog log;

    AuditLogController(AuditLog log) {
        this.log = log;
    }

    /** Newest first. */
    @GetMapping("/api/audit-log")
    Page<Entry> list(Slice slice, Caller caller) {
        caller.requireAdmin();
        var found = log.before(slice.after().map(AuditLogController::position).orElse(NEWEST), slice.rowsMax());
        return slice.page(found, entry -> entry.at() + " " + entry.id());
    }

    private static Position position(String cursor) {
        int space = cursor.indexOf(' ');
        return new Position(Instant.parse(cursor.substring(0, space)), UUID.fromString(cursor.substring(space + 1)));
    }
}
