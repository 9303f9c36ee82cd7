package gg.agis.billing.chain;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.billing.chain.Link.Line;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkTest {

    private static final UUID TRANSFER = UUID.fromString("00000000-0000-8000-8000-000000000001");
    private static final UUID HOUSE = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID ANNA = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final Link LINK = link("ad-reward", "cause", "reward for offerwall", NOON, 50);

    /** The expected hash was computed with another language's SHA-256 from the description in {@link Link}. */
    @Test
    void anyoneCanComputeALinkFromItsDescription() {
        assertThat(LINK.hashAfter(Link.BEFORE_THE_FIRST))
                .isEqualTo("fbb00e6af00e95738f4d1490e6f697e16a64b87b8329d13c083c9750881de745");
    }

    static Stream<Link> others() {
        return Stream.of(
                link("ad-rewardc", "ause", "reward for offerwall", NOON, 50),
                link("ad-reward", "cause", "reward for video", NOON, 50),
                link("ad-reward", "cause", "reward for offerwall", NOON.plusMillis(1), 50),
                link("ad-reward", "cause", "reward for offerwall", NOON, 51),
                new Link(TRANSFER, "ad-reward", "cause", "reward for offerwall", TRANSFER, NOON, LINK.postings()),
                new Link(TRANSFER, "ad-reward", "cause", "reward for offerwall", null, NOON, List.of()),
                new Link(
                        TRANSFER,
                        "ad-reward",
                        "cause",
                        "reward for offerwall",
                        null,
                        NOON,
                        LINK.postings().reversed()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whateverIsAnotherThanItWasChangesTheHash(Link other) {
        assertThat(other.hashAfter(Link.BEFORE_THE_FIRST)).isNotEqualTo(LINK.hashAfter(Link.BEFORE_THE_FIRST));
    }

    @Test
    void theSameTransferBehindAnotherPastIsAnotherLink() {
        assertThat(LINK.hashAfter(LINK.hashAfter(Link.BEFORE_THE_FIRST)))
                .isNotEqualTo(LINK.hashAfter(Link.BEFORE_THE_FIRST));
    }

    private static Link link(String kind, String cause, String reason, Instant at, long amount) {
        return new Link(
                TRANSFER,
                kind,
                cause,
                reason,
                null,
                at,
                List.of(new Line(HOUSE, "GC", -amount), new Line(ANNA, "GC", amount)));
    }
}
