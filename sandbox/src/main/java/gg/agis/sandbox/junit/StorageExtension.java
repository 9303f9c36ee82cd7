package gg.agis.sandbox.junit;

import gg.agis.sandbox.storage.Storage;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

final class StorageExtension implements BeforeAllCallback, TestInstancePreConstructCallback {

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
        System.setProperty("S3_ENDPOINT", TestStorage.endpoint());
        System.setProperty("S3_REGION", Storage.REGION);
        System.setProperty("S3_BUCKET", TestStorage.BUCKET);
        System.setProperty("S3_ACCESS_KEY", TestStorage.ACCESS_KEY);
        System.setProperty("S3_SECRET_KEY", TestStorage.SECRET_KEY);
    }
}
