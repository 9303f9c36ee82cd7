package gg.agis.provisioning.erasure;

import gg.agis.common.token.Caller;
import gg.agis.provisioning.person.People;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells discord-service, which leads it, all that is kept here of a player. */
@RestController
class ExportController {

    private static final String LEADER = "discord";

    private final PersonalData data;
    private final People people;

    ExportController(PersonalData data, People people) {
        this.data = data;
        this.people = people;
    }

    /** By what it is called. */
    record Export(String playerId, Map<String, List<Map<String, Object>>> data) {}

    @GetMapping("/internal/players/{playerId}/export")
    Export export(@PathVariable String playerId, Caller caller) {
        caller.requireService(LEADER);
        return new Export(
                playerId,
                people.find(Caller.player(playerId).subject()).map(data::of).orElse(Map.of()));
    }
}
