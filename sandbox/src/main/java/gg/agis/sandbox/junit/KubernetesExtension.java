package gg.agis.sandbox.junit;

import gg.agis.sandbox.kubernetes.KubernetesCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

final class KubernetesExtension
        implements BeforeAllCallback, BeforeEachCallback, ParameterResolver, TestInstancePreConstructCallback {

    // With one instance per class the instance, and with it Spring's context, comes before beforeAll.
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        provide();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        provide();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestKubernetes.cluster().heal();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KubernetesCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return TestKubernetes.cluster();
    }

    private static void provide() {
        System.setProperty("KUBERNETES_URL", TestKubernetes.cluster().url());
        System.setProperty("KUBERNETES_TOKEN", TestKubernetes.cluster().token());
        System.setProperty("KUBERNETES_NAMESPACE", TestKubernetes.NAMESPACE);
    }
}
