package gg.agis.e2e;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Keeps stacks in the root store, which ends them with the run: each costs about twenty seconds to start. */
final class SuiteExtension implements ParameterResolver {

    private static final Namespace SUITES = Namespace.create(SuiteExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Suite.class || type == SuiteOnDemand.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SuiteOnDemand onDemand = () -> suite(parameter, context);
        return parameter.getParameter().getType() == Suite.class ? onDemand.suite() : onDemand;
    }

    private static Suite suite(ParameterContext parameter, ExtensionContext context) {
        Named named = parameter.getParameter().getAnnotation(Named.class);
        String name = named == null
                ? context.getRequiredTestClass().getAnnotation(WithSuite.class).value()
                : named.value();
        return context.getRoot()
                .getStore(SUITES)
                .computeIfAbsent(name, Start::of, Start.class)
                .suite();
    }

    /** A start that failed once is not tried again by every test. */
    private record Start(@Nullable Suite started, @Nullable RuntimeException failure) implements AutoCloseable {

        static Start of(String name) {
            try {
                return new Start(Suite.start(name), null);
            } catch (RuntimeException e) {
                return new Start(null, e);
            }
        }

        Suite suite() {
            if (started == null) {
                throw new IllegalStateException("The stack did not start", failure);
            }
            return started;
        }

        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }
}
