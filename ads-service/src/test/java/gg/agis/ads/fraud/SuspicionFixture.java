package gg.agis.ads.fraud;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A conversion that nothing speaks against, unless a test says so. */
record SuspicionFixture(Suspicion it) {

    private static final long SNOWFLAKES_FROM =
            Instant.parse("2015-01-01T00:00:00Z").toEpochMilli();

    static SuspicionFixture honestAt(Instant now) {
        return new SuspicionFixture(new Suspicion(
                snowflakeOf(now.minus(Duration.ofDays(900))),
                false,
                360,
                now,
                0,
                1,
                1,
                "203.0.113.7",
                now.minusSeconds(300),
                now,
                360L));
    }

    static String snowflakeOf(Instant made) {
        return Long.toString((made.toEpochMilli() - SNOWFLAKES_FROM) << 22);
    }

    /** As they are when nothing is set, but for what is blocked. */
    static FraudSettings settings(String... blocked) {
        return bind(Map.of("fraud.blocked-networks", String.join(",", Arrays.asList(blocked))));
    }

    static FraudSettings velocityAlone(int score) {
        return bind(Map.of("fraud.velocity.score", score));
    }

    private static FraudSettings bind(Map<String, Object> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("fraud", FraudSettings.class);
    }

    SuspicionFixture by(String player) {
        return with(player, it.video(), it.baseGc(), it.recently(), it.playersOnAddress(), it.playersOnDevice());
    }

    SuspicionFixture video() {
        return with(it.playerId(), true, it.baseGc(), it.recently(), it.playersOnAddress(), it.playersOnDevice());
    }

    SuspicionFixture amount(long gc) {
        return with(it.playerId(), it.video(), gc, it.recently(), it.playersOnAddress(), it.playersOnDevice());
    }

    SuspicionFixture recently(long count) {
        return with(it.playerId(), it.video(), it.baseGc(), count, it.playersOnAddress(), it.playersOnDevice());
    }

    SuspicionFixture onAddressOf(int players) {
        return with(it.playerId(), it.video(), it.baseGc(), it.recently(), players, it.playersOnDevice());
    }

    SuspicionFixture onDeviceOf(int players) {
        return with(it.playerId(), it.video(), it.baseGc(), it.recently(), it.playersOnAddress(), players);
    }

    SuspicionFixture from(String ip) {
        return says(ip, it.clickedAt(), it.reportedAt(), it.expectedGc());
    }

    SuspicionFixture clicked(@Nullable Instant at) {
        return says(it.ip(), at, it.reportedAt(), it.expectedGc());
    }

    SuspicionFixture reported(@Nullable Instant at) {
        return says(it.ip(), it.clickedAt(), at, it.expectedGc());
    }

    SuspicionFixture expected(long gc) {
        return says(it.ip(), it.clickedAt(), it.reportedAt(), gc);
    }

    SuspicionFixture silent() {
        return says(null, null, null, null).onAddressOf(0).onDeviceOf(0);
    }

    private SuspicionFixture with(
            String player, boolean video, long baseGc, long recently, int onAddress, int onDevice) {
        return new SuspicionFixture(new Suspicion(
                player,
                video,
                baseGc,
                it.receivedAt(),
                recently,
                onAddress,
                onDevice,
                it.ip(),
                it.clickedAt(),
                it.reportedAt(),
                it.expectedGc()));
    }

    private SuspicionFixture says(
            @Nullable String ip, @Nullable Instant clicked, @Nullable Instant reported, @Nullable Long expected) {
        return new SuspicionFixture(new Suspicion(
                it.playerId(),
                it.video(),
                it.baseGc(),
                it.receivedAt(),
                it.recently(),
                it.playersOnAddress(),
                it.playersOnDevice(),
                ip,
                clicked,
                reported,
                expected));
    }
}
