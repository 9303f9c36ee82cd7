package gg.agis.sandbox.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Base64;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

final class TokensExtension implements BeforeAllCallback, TestInstancePreConstructCallback {

    private static final int CURSOR_KEY_BYTES = 32;

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
        findAnnotation(context.getRequiredTestClass(), WithTokens.class, context.getEnclosingTestClasses())
                .ifPresent(tokens -> setProperties(tokens.service()));
    }

    private static void setProperties(String service) {
        System.setProperty("agis.token.key", TestTokens.privateKey(service));
        System.setProperty("agis.token.issuers", TestTokens.issuers());
        System.setProperty("agis.web.cursor-key", Base64.getEncoder().encodeToString(new byte[CURSOR_KEY_BYTES]));
    }
}
