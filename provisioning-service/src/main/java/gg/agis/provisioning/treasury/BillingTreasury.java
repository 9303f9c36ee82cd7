package gg.agis.provisioning.treasury;

import gg.agis.common.token.TokenIssuer;
import java.net.http.HttpClient;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/** Asks billing-service what a guild's treasury has at this moment. */
@Component
@EnableConfigurationProperties(BillingSettings.class)
public class BillingTreasury {

    private static final Logger log = LoggerFactory.getLogger(BillingTreasury.class);
    private static final String BILLING = "billing";

    private final RestClient http;
    private final TokenIssuer tokens;

    BillingTreasury(BillingSettings settings, TokenIssuer tokens) {
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        this.http = RestClient.builder()
                .requestFactory(requests)
                .baseUrl(settings.url())
                .build();
        this.tokens = tokens;
    }

    /** Nothing where billing gives no answer: what is asked later decides. */
    public OptionalLong availableTo(String guildId) {
        try {
            var treasury = http.get()
                    .uri("/api/treasuries/{guild}", guildId)
                    .headers(headers -> headers.setBearerAuth(tokens.ownTokenFor(BILLING)))
                    .retrieve()
                    .body(JsonNode.class);
            return treasury == null || !treasury.path("available").isIntegralNumber()
                    ? OptionalLong.empty()
                    : OptionalLong.of(treasury.path("available").asLong());
        } catch (RestClientException e) {
            log.warn("Billing does not say what a treasury has: {}", e.toString());
            return OptionalLong.empty();
        }
    }
}
