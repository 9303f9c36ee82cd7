package gg.agis.experiments.erasure;

import gg.agis.common.token.Caller;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells discord-service, which leads it, all that is kept here of a player. */
@RestController
class ExportController {

    private static final String LEADER = "discord";

    private final List<Remembers> features;

    ExportController(List<Remembers> features) {
        this.features = List.copyOf(features);
    }

    /** By what each feature calls what it keeps. */
    record Export(String playerId, Map<String, List<?>> data) {}

    @GetMapping("/internal/players/{playerId}/export")
    Export export(@PathVariable String playerId, Caller caller) {
        caller.requireService(LEADER);
        var data = new TreeMap<String, List<?>>();
        features.forEach(feature -> data.put(feature.what(), feature.of(playerId)));
        return new Export(playerId, data);
    }
}
