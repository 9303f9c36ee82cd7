package gg.agis.sandbox.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import gg.agis.sandbox.postgres.PostgresBootstrap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

final class PostgresExtension implements BeforeAllCallback, TestInstancePreConstructCallback {

    // JUnit makes all extensions of a class before it calls one: the servers start side by side.
    PostgresExtension() {
        Thread.ofVirtual().start(TestPostgres::jdbcUrl);
    }

    // With one instance per class the instance, and with it Spring's context, comes before beforeAll.
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        provide(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        provide(context);
    }

    private static void provide(ExtensionContext context) {
        findAnnotation(context.getRequiredTestClass(), WithPostgres.class, context.getEnclosingTestClasses())
                .ifPresent(postgres -> setProperties(postgres.schema()));
    }

    private static void setProperties(String schema) {
        String url = TestPostgres.jdbcUrl();
        System.setProperty("spring.datasource.url", url);
        System.setProperty("spring.datasource.username", PostgresBootstrap.appOf(schema));
        System.setProperty("spring.datasource.password", TestPostgres.PASSWORD);
        System.setProperty("spring.datasource.hikari.maximum-pool-size", "4");
        System.setProperty("spring.flyway.url", url);
        System.setProperty("spring.flyway.user", PostgresBootstrap.ownerOf(schema));
        System.setProperty("spring.flyway.password", TestPostgres.PASSWORD);
    }
}
