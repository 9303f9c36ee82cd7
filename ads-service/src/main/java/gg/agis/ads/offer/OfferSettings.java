package gg.agis.ads.offer;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where players find what they are paid for; what has no address is not offered.
 *
 * @param offerwallUrl the network's page with offers, as it names it to us; parameters are added to those that it has
 * @param surveywallUrl the one with surveys
 * @param videoUrl the one with videos
 */
@Validated
@ConfigurationProperties("agis.ads.offer")
record OfferSettings(
        @DefaultValue("") @NotNull @Pattern(regexp = OfferSettings.ADDRESS)
        String offerwallUrl,

        @DefaultValue("") @NotNull @Pattern(regexp = OfferSettings.ADDRESS)
        String surveywallUrl,

        @DefaultValue("") @NotNull @Pattern(regexp = OfferSettings.ADDRESS)
        String videoUrl) {

    /** Nothing, or an address to which a query can be added. */
    static final String ADDRESS = "(https?://[^\\s#]+)?";
}
