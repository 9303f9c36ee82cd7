package gg.agis.sandbox.junit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

final class KafkaExtension implements BeforeAllCallback, TestInstancePreConstructCallback {

    // JUnit makes all extensions of a class before it calls one: the servers start side by side.
    KafkaExtension() {
        Thread.ofVirtual().start(TestKafka::bootstrapServers);
    }

    // With one instance per class the instance, and with it Spring's context, comes before beforeAll.
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        provide();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        provide();
    }

    private static void provide() {
        System.setProperty("spring.kafka.bootstrap-servers", TestKafka.bootstrapServers());
    }
}
