package gg.agis.sandbox.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test what lies on Kafka from its own beginning on. */
final class RecordedEventsExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(RecordedEventsExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(RecordedEvents.class);
    }

    @Override
    public RecordedEvents resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Kept with the test, and closed with it.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        RecordedEvents.class,
                        type -> new RecordedEvents(TestKafka.bootstrapServers()),
                        RecordedEvents.class);
    }
}
