package gg.agis.common.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import gg.agis.common.inbox.DeadLetters.Resend;
import gg.agis.common.token.Caller;
import gg.agis.common.web.Problem;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators see and do about this service's dead letters. */
@RestController
class DeadLetterController {

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping("/api/events/${spring.application.name}/dead-letters")
    Page<DeadLetter> list(Slice slice, Caller caller) {
        caller.requireAdmin();
        Long before = slice.after().map(Long::valueOf).orElse(null);
        return slice.page(letters.list(before, slice.rowsMax()), letter -> Long.toString(letter.id()));
    }

    @PostMapping("/api/events/${spring.application.name}/dead-letters/{id}/resend")
    Resent resend(@PathVariable long id, Caller caller) {
        caller.requireAdmin();
        Resend resend = letters.resend(id, caller.subject())
                .orElseThrow(() -> Problem.notFound("There is no dead letter %d here.".formatted(id)));
        return new Resent(id, resend.applied(), resend.problem());
    }

    /**
     * What came of it.
     *
     * @param applied how many facts were applied: the letter, and what waited with it
     * @param problem why it ended early
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resent(long id, int applied, @Nullable String problem) {}
}
