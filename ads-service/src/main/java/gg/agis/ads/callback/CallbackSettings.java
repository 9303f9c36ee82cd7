package gg.agis.ads.callback;

import gg.agis.ads.address.Cidr;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for the callbacks of every network.
 *
 * @param queryBytesMax longer queries are refused unread
 * @param sources by a network's name, the addresses (CIDR) that it calls from; none means that the signature is enough
 */
@Validated
@ConfigurationProperties("agis.ads.callback")
record CallbackSettings(
        @DefaultValue("16384") @Positive @Max(32_768) int queryBytesMax,
        @DefaultValue Map<String, List<Cidr>> sources) {

    CallbackSettings {
        sources = Map.copyOf(sources);
    }
}
