package gg.agis.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OutboxSenderTest {

    private static final Node NODE = new Node(1, "localhost", 1);
    private static final Cluster CLUSTER = new Cluster(
            "test",
            List.of(NODE),
            IntStream.range(0, 2)
                    .mapToObj(
                            partition -> new PartitionInfo("t", partition, NODE, new Node[] {NODE}, new Node[] {NODE}))
                    .toList(),
            Set.of(),
            Set.of());

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Broker> brokers = new ArrayList<>();

    @Test
    void theRowsOfAPartitionAreAppendedTogetherAndFlushedOnce() {
        OutboxSender sender = sender();
        List<OutboxRow> rows =
                IntStream.range(0, 100).mapToObj(n -> row(n, "k" + n % 9, 100)).toList();

        assertThat(sender.send(rows)).containsExactlyInAnyOrderElementsOf(rows);

        List<Integer> partitions =
                brokers.getFirst().sent.stream().map(ProducerRecord::partition).toList();
        long changes = IntStream.range(1, partitions.size())
                .filter(n -> !partitions.get(n).equals(partitions.get(n - 1)))
                .count();
        assertThat(changes).isEqualTo(1);
        assertThat(brokers.getFirst().flushes).isEqualTo(1);
    }

    @Test
    void whatExceedsABatchWaitsForTheNextRound() {
        OutboxSender sender = sender();
        int payload = 60 * 1024;
        List<OutboxRow> rows =
                IntStream.range(0, 10).mapToObj(n -> row(n, "hot", payload)).toList();

        assertThat(sender.send(rows)).isEqualTo(rows.subList(0, OutboxSender.BATCH_BYTES / payload));
    }

    @Test
    void aRowAsLargeAsTheyGetTravelsAlone() {
        List<OutboxRow> rows = List.of(row(1, "hot", 256 * 1024), row(2, "hot", 10));

        assertThat(sender().send(rows)).isEqualTo(rows.subList(0, 1));
    }

    @Test
    void nothingOfAKeyIsDeletedBehindARowThatKafkaDidNotTake() {
        OutboxSender sender = sender();
        OutboxRow first = row(1, "k", 10);
        OutboxRow refused = row(2, "k", 10);
        OutboxRow behind = row(3, "k", 10);
        Broker.refused = 1;

        assertThat(sender.send(List.of(first, refused, behind))).containsExactly(first);
        assertThat(metrics.counter("agis.outbox.send.failures").count()).isEqualTo(1);
    }

    @Test
    void aProducerThatCannotRecoverIsReplacedAndOneThatCanIsNot() {
        OutboxSender sender = sender();
        Broker.refused = 0;
        assertThat(sender.send(List.of(row(1, "k", 10)))).isEmpty();
        assertThat(sender.send(List.of(row(1, "k", 10)))).hasSize(1);
        assertThat(brokers).hasSize(1);

        brokers.getFirst().sendException = new RecordTooLargeException("never");
        assertThat(sender.send(List.of(row(1, "k", 10)))).isEmpty();
        assertThat(sender.send(List.of(row(1, "k", 10)))).hasSize(1);
        assertThat(brokers).hasSize(2);
        assertThat(brokers.getFirst().closed()).isTrue();
    }

    private OutboxSender sender() {
        Broker.refused = -1;
        OutboxMeters meters = new OutboxMeters(metrics, Clock.systemUTC());
        return new OutboxSender(
                () -> {
                    Broker broker = new Broker();
                    brokers.add(broker);
                    return broker;
                },
                "/agis/test",
                meters);
    }

    private static OutboxRow row(long id, String key, int payload) {
        return new OutboxRow(
                Shards.of("t", key),
                id,
                "t",
                key,
                UUID.randomUUID(),
                "test.said.v1",
                Instant.EPOCH,
                null,
                new byte[payload]);
    }

    /** Takes everything at the flush, but for one record if told so. */
    private static final class Broker extends MockProducer<byte[], byte[]> {

        static int refused = -1;
        private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        private int flushes;

        Broker() {
            super(CLUSTER, false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            sent.add(record);
            return super.send(record);
        }

        @Override
        public synchronized void flush() {
            flushes++;
            for (int n = 0; n < sent.size(); n++) {
                if (n == refused) {
                    errorNext(new TimeoutException("not in time"));
                } else {
                    completeNext();
                }
            }
            refused = -1;
        }
    }
}
