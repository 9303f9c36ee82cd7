package gg.agis.sandbox.junit;

import gg.agis.sandbox.kafka.KafkaServer;
import gg.agis.sandbox.kafka.KafkaSettings;
import gg.agis.sandbox.process.Ports;
import gg.agis.sandbox.process.RunningProgram;

/** The Kafka of this JVM's tests, started by whoever asks first. */
public final class TestKafka {

    private TestKafka() {}

    public static String bootstrapServers() {
        return Holder.SERVER.bootstrapServers();
    }

    public static void start() {
        Holder.PROGRAM.start();
    }

    public static void stop() {
        Holder.PROGRAM.stop();
    }

    public static void kill() {
        Holder.PROGRAM.kill();
    }

    /** Connections stay and nothing answers, until {@link #thaw()}. */
    public static void freeze() {
        Holder.PROGRAM.freeze();
    }

    public static void thaw() {
        Holder.PROGRAM.thaw();
    }

    private static final class Holder {

        static final KafkaServer SERVER;
        static final RunningProgram PROGRAM;

        static {
            SERVER = new KafkaServer(new KafkaSettings(Servers.directory("kafka"), Ports.free(), Ports.free()));
            PROGRAM = Servers.start(SERVER);
        }
    }
}
