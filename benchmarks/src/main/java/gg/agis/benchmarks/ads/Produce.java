package gg.agis.benchmarks.ads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the broker itself takes, for records as large as a conversion's. */
final class Produce {

    private static final String TOPIC = "yardstick";
    private static final int RECORD_BYTES = 600;

    private final String bootstrapServers;

    Produce(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    double p99Millis(int perSecond, Duration duration) {
        createTopic();
        int count = (int) (duration.toSeconds() * perSecond);
        var millis = new double[count];
        var acknowledged = new ArrayList<Future<RecordMetadata>>(count);
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(TOPIC);
            long begun = System.nanoTime();
            for (int number = 0; number < count; number++) {
                int place = number;
                long due = begun + number * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                long sent = System.nanoTime();
                acknowledged.add(producer.send(
                        new ProducerRecord<>(TOPIC, Integer.toString(number), new byte[RECORD_BYTES]),
                        (record, failure) -> millis[place] = (System.nanoTime() - sent) / 1e6));
            }
            producer.flush();
        }
        if (acknowledged.stream().anyMatch(record -> record.state() != Future.State.SUCCESS)) {
            throw new IllegalStateException("The broker has not taken every record");
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(count * 0.99) - 1];
    }

    private void createTopic() {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 12, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
