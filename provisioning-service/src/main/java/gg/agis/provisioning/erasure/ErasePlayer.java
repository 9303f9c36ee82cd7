package gg.agis.provisioning.erasure;

import gg.agis.common.event.DiscordEvent.ErasureDone;
import gg.agis.common.outbox.Outbox;
import gg.agis.common.token.Caller;
import gg.agis.common.web.idempotency.RememberedAnswers;
import gg.agis.provisioning.person.People;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets a player be nobody. A guild's servers are the guild's: they stay, asked for by nobody that can be found. */
@Component
class ErasePlayer {

    private static final String SERVICE = "provisioning";

    private final PersonalData data;
    private final People people;
    private final RememberedAnswers answers;
    private final Outbox outbox;

    ErasePlayer(PersonalData data, People people, RememberedAnswers answers, Outbox outbox) {
        this.data = data;
        this.people = people;
        this.answers = answers;
        this.outbox = outbox;
    }

    /** Done once more it finds nothing and says again that it is done: whoever asks twice has not heard it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(String playerId) {
        var subject = Caller.player(playerId).subject();
        people.find(subject).ifPresent(data::removeWords);
        people.forget(subject);
        answers.forget(subject);
        outbox.publish(new ErasureDone(playerId, SERVICE));
    }
}
