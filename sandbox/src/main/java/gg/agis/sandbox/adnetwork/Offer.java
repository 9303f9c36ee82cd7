package gg.agis.sandbox.adnetwork;

import java.util.List;
import java.util.Optional;

record Offer(String id, String name, AdType type, long amount) {

    static final List<Offer> ALL = List.of(
            new Offer("raid", "Raid: Shadow Legends", AdType.OFFERWALL, 360),
            new Offer("tower", "Tower & Tavern ~ level 20", AdType.OFFERWALL, 1_250),
            new Offer("survey", "Tell us about your breakfast", AdType.SURVEYWALL, 120),
            new Offer("video", "A 30 second video", AdType.VIDEO, 50));

    static Optional<Offer> of(String id) {
        return ALL.stream().filter(offer -> offer.id().equals(id)).findFirst();
    }
}
