package gg.agis.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gg.agis.common.event.BillingEvent.TierChanged;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final String TIER = "billing.tier-changed.v1";

    @Test
    void instantsHaveMillisecondsAndZ() {
        var json = write(new TierChanged("1", 2, "free", Instant.parse("2026-11-21T12:00:00Z")));

        assertThat(json)
                .isEqualTo(
                        "{\"playerId\":\"1\",\"version\":2,\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00.000Z\"}");
    }

    @Test
    void fieldsWithoutValueAreLeftOut() {
        assertThat(Samples.ofAll()).allSatisfy(event -> assertThat(write(event)).doesNotContain("null", "\"key\""));
    }

    @Test
    void aTypeNobodyKnowsIsPassedOver() {
        assertThat(EventJson.read("billing.tier-changed.v9", "{}".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"playerId\":\"1\"",
                "{\"playerId\":\"1\",\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00Z\"}",
                "{\"playerId\":null,\"version\":2,\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00Z\"}",
                "{\"playerId\":\"1\",\"version\":null,\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00Z\"}",
                "{\"playerId\":\"1\",\"version\":2.5,\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00Z\"}",
                "{\"playerId\":\"1\",\"version\":\"2\",\"tier\":\"free\",\"until\":\"2026-11-21T12:00:00Z\"}",
                "{\"playerId\":\"1\",\"version\":2,\"tier\":\"free\",\"until\":\"noon\"}",
                "{\"playerId\":\"1\",\"version\":2,\"tier\":\"free\"}"
            })
    void whatIsNotTheContractIsMalformed(String json) {
        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> EventJson.read(TIER, json.getBytes(UTF_8)))
                .withMessageStartingWith("Not a billing.tier-changed.v1: ");
    }

    @Test
    void aListWithNothingInAPlaceIsMalformed() {
        var held = Samples.of(AdsEvent.ConversionHeld.class).getFirst();

        assertThatExceptionOfType(MalformedEvent.class)
                .isThrownBy(() -> EventJson.read(
                        "ads.conversion-held.v1",
                        write(held).replace("\"one-of-reasons\"", "null").getBytes(UTF_8)));
    }

    private static String write(Event event) {
        return new String(EventJson.write(event), UTF_8);
    }
}
