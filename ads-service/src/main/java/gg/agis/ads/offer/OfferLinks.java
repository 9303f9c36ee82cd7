package gg.agis.ads.offer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Links that carry who follows them and for which guild; the network hands both back with the callback. */
@Component
class OfferLinks {

    private final OfferSettings settings;

    OfferLinks(OfferSettings settings) {
        this.settings = settings;
    }

    /** A link, and what is paid for behind it. */
    record Offer(String adType, String url) {}

    List<Offer> of(String playerId, @Nullable String guildId) {
        return Stream.of(
                        new Offer("offerwall", settings.offerwallUrl()),
                        new Offer("surveywall", settings.surveywallUrl()),
                        new Offer("video", settings.videoUrl()))
                .filter(offer -> !offer.url().isEmpty())
                .map(offer -> new Offer(offer.adType(), link(offer, playerId, guildId)))
                .toList();
    }

    private static String link(Offer offer, String playerId, @Nullable String guildId) {
        var base = offer.url();
        return base
                + (base.indexOf('?') < 0 ? '?' : '&')
                + "external_identifier=" + URLEncoder.encode(playerId, UTF_8)
                + "&custom_1=" + offer.adType()
                + (guildId == null ? "" : "&custom_2=" + URLEncoder.encode(guildId, UTF_8));
    }
}
