package gg.agis.billing.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.agis.billing.BillingServiceTest;
import gg.agis.common.event.AdsEvent.ConversionRejected;
import gg.agis.common.event.AdsEvent.ConversionRewarded;
import gg.agis.common.event.Contracts;
import gg.agis.common.event.Event;
import gg.agis.common.event.EventJson;
import gg.agis.common.event.Topics;
import gg.agis.common.id.MadeId;
import gg.agis.sandbox.junit.TestKafka;
import gg.agis.sandbox.junit.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@BillingServiceTest
class WalletTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String player = somePlayer();
    private final KafkaProducer<String, byte[]> kafka = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void whatAConversionEarnsArrivesInTheWallet() {
        send(UUID.randomUUID(), rewarded("t1", 50));
        send(UUID.randomUUID(), rewarded("t2", 30));

        awaitWallet(80);
    }

    @Test
    void aDeliveryThatComesAgainChangesNothing() {
        var delivery = UUID.randomUUID();
        send(delivery, rewarded("t1", 50));
        send(delivery, rewarded("t1", 50));
        send(UUID.randomUUID(), rewarded("t2", 1));

        awaitWallet(51);
    }

    @Test
    void theSameConversionInAnotherDeliveryChangesNothing() {
        send(UUID.randomUUID(), rewarded("t1", 50));
        send(UUID.randomUUID(), rewarded("t1", 50));
        send(UUID.randomUUID(), rewarded("t2", 1));

        awaitWallet(51);
    }

    @Test
    void aRewardOfNothingMovesNothing() {
        send(UUID.randomUUID(), rewarded("t1", 0));
        send(UUID.randomUUID(), rewarded("t2", 1));

        awaitWallet(1);
        assertThat(transfers()).isEqualTo(1);
    }

    @Test
    void otherFactsAreOnlyReceived() {
        send(
                UUID.randomUUID(),
                new ConversionRejected(
                        MadeId.conversionId("ayet", "x" + player),
                        player,
                        null,
                        "offerwall",
                        NOON,
                        List.of("velocity"),
                        null,
                        null));
        send(UUID.randomUUID(), rewarded("t1", 5));

        awaitWallet(5);
        assertThat(transfers()).isEqualTo(1);
    }

    @Test
    void whoHasEarnedNothingHasAnEmptyWallet() {
        assertThat(wallet(TestTokens.player(player)).body())
                .isEqualTo(
                        "{\"playerId\":\"" + player + "\",\"unit\":\"GC\",\"available\":0,\"held\":0,\"pending\":0}");
    }

    @Test
    void someoneElsesWalletDoesNotExist() {
        assertThat(wallet(TestTokens.player(somePlayer())).statusCode()).isEqualTo(404);
        assertThat(wallet(TestTokens.anonymous()).statusCode()).isEqualTo(404);
    }

    @Test
    void anAdminSeesEveryWallet() {
        assertThat(wallet(TestTokens.admin(somePlayer())).statusCode()).isEqualTo(200);
    }

    private void awaitWallet(long available) {
        await().untilAsserted(() ->
                assertThat(wallet(TestTokens.player(player)).body()).contains("\"available\":" + available + ","));
    }

    private long transfers() {
        return jdbc.sql("SELECT count(*) FROM postings JOIN accounts USING (account_id) WHERE owner = ?")
                .param("player:" + player)
                .query(Long.class)
                .single();
    }

    private HttpResponse<String> wallet(TestTokens.Caller caller) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/wallets/" + player))
                            .header("Authorization", "Bearer " + caller.tokenFor("billing"))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As ads-service's relay sends it. */
    private void send(UUID delivery, Event event) {
        var message = new ProducerRecord<>(Topics.ADS_CONVERSIONS, event.key(), EventJson.write(event));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", delivery.toString(),
                        "ce_type", Contracts.of(event).type(),
                        "ce_source", "/agis/ads",
                        "ce_time", NOON.toString(),
                        "ce_subject", event.key(),
                        "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        assertThat(kafka.send(message)).succeedsWithin(Duration.ofSeconds(20));
    }

    private ConversionRewarded rewarded(String transaction, long rewardGc) {
        return new ConversionRewarded(
                MadeId.conversionId("ayet", transaction + player),
                player,
                null,
                "offerwall",
                NOON,
                "ayet",
                transaction + player,
                Math.max(1, rewardGc),
                "free",
                10_000,
                0,
                null,
                null,
                null,
                10_000,
                0,
                rewardGc,
                360_000);
    }

    private static String somePlayer() {
        return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L));
    }
}
