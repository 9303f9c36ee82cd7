package gg.agis.sandbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test class meets a Kubernetes cluster with Agones: {@code KUBERNETES_URL}, {@code KUBERNETES_TOKEN} and
 * {@code KUBERNETES_NAMESPACE} are system properties before Spring looks for them. The cluster starts once per JVM and
 * heals before each test; its objects stay. A test may take {@link gg.agis.sandbox.kubernetes.KubernetesCluster} as a
 * parameter, and have it misbehave.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubernetesExtension.class)
public @interface WithKubernetes {}
