package gg.agis.sandbox.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gg.agis.sandbox.kubernetes.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {

    private Cluster cluster;

    @BeforeEach
    void startCluster(@TempDir Path directory) {
        cluster = new Cluster(directory);
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    @Test
    void aSecondOneOfTheSameNameIsRefused() {
        cluster.create("gs-1");

        refused(409, () -> cluster.create("gs-1")).hasMessageContaining("AlreadyExists");
    }

    @Test
    void anUpdateOfAnOldVersionIsRefused() {
        Secret old = cluster.client().secrets().resource(secret("s", "a")).create();
        cluster.client().secrets().withName("s").edit(secret -> labelled(secret, "x"));

        refused(
                        409,
                        () -> cluster.client()
                                .secrets()
                                .resource(labelled(old, "y"))
                                .lockResourceVersion(old.getMetadata().getResourceVersion())
                                .update())
                .hasMessageContaining("modified");
        assertThat(cluster.client().secrets().withName("s").get().getMetadata().getLabels())
                .containsEntry("label", "x");
    }

    private static Secret labelled(Secret secret, String value) {
        return new SecretBuilder(secret)
                .editMetadata()
                .addToLabels("label", value)
                .endMetadata()
                .build();
    }

    private static Secret secret(String name, String value) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    @Test
    void aNameIsMadeWhereOnlyItsBeginningIsGiven() {
        GenericKubernetesResource unnamed = Cluster.aGameServer("");
        unnamed.getMetadata().setName(null);
        unnamed.getMetadata().setGenerateName("gs-");

        GenericKubernetesResource created =
                cluster.gameServers().resource(unnamed).create();

        assertThat(created.getMetadata().getName()).matches("gs-[a-z0-9]{5}");
    }

    @Test
    void labelsSelect() {
        create("gs-1", Map.of("guild", "g1", "tier", "spot"));
        create("gs-2", Map.of("guild", "g2"));

        assertThat(names("guild=g1")).containsExactly("gs-1");
        assertThat(names("guild!=g1")).containsExactly("gs-2");
        assertThat(names("guild in (g1, g2),tier")).containsExactly("gs-1");
        assertThat(names("guild notin (g1),!tier")).containsExactly("gs-2");
        assertThat(names("guild==g3")).isEmpty();
    }

    private List<String> names(String selector) {
        return cluster
                .gameServers()
                .list(new ListOptionsBuilder().withLabelSelector(selector).build())
                .getItems()
                .stream()
                .map(found -> found.getMetadata().getName())
                .toList();
    }

    private void create(String name, Map<String, String> labels) {
        cluster.gameServers().resource(Cluster.aGameServer(name, labels, null)).create();
    }

    @Test
    void aLongListComesInPages() {
        create("gs-1", Map.of());
        create("gs-2", Map.of());
        create("gs-3", Map.of());

        var first = cluster.gameServers()
                .list(new ListOptionsBuilder().withLimit(2L).build());
        var second = cluster.gameServers()
                .list(new ListOptionsBuilder()
                        .withLimit(2L)
                        .withContinue(first.getMetadata().getContinue())
                        .build());

        assertThat(first.getItems()).hasSize(2);
        assertThat(second.getItems()).hasSize(1);
        assertThat(second.getMetadata().getContinue()).isNull();
    }

    @Test
    void aMisspeltFieldIsRefused() {
        refused(400, () -> createWith(Map.of("helth", Map.of("disabled", true))))
                .hasMessageContaining("unknown field \"spec.helth\"");
        refused(
                        400,
                        () -> createWith(Map.of(
                                "template",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name", "a", "image", "b", "imagePullPolice", "Always")))))))
                .hasMessageContaining("spec.template.spec.containers[0].imagePullPolice");
    }

    @Test
    void aValueThatCannotBeIsRefused() {
        refused(422, () -> createWith(Map.of("scheduling", "Anywhere"))).hasMessageContaining("spec.scheduling");
        refused(422, () -> createWith(Map.of("health", Map.of("periodSeconds", "five"))))
                .hasMessageContaining("spec.health.periodSeconds");
        refused(422, () -> createWith(Map.of("ports", List.of(Map.of("containerPort", 70_000)))))
                .hasMessageContaining("out of range");
        refused(422, () -> cluster.create("Upper_Case")).hasMessageContaining("RFC 1123");
        refused(422, () -> create("gs-1", Map.of("guild", "no spaces"))).hasMessageContaining("metadata.labels");
    }

    private void createWith(Map<String, Object> spec) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "template", Map.of("spec", Map.of("containers", List.of(Map.of("name", "a", "image", "b"))))));
        all.putAll(spec);
        cluster.gameServers().resource(Cluster.withSpec("gs-1", Map.of(), all)).create();
    }

    @Test
    void patchesOfBothKindsChangeWhatTheyName() {
        cluster.create("gs-1");
        await().until(() -> "Ready".equals(cluster.stateOf("gs-1")));
        var gameServer = cluster.gameServers().withName("gs-1");

        gameServer.patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"guild\":null,\"new\":\"yes\"}}}");
        gameServer.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"test\",\"path\":\"/metadata/labels/new\",\"value\":\"yes\"},"
                        + "{\"op\":\"replace\",\"path\":\"/status/state\",\"value\":\"Allocated\"}]");

        assertThat(gameServer.get().getMetadata().getLabels()).isEqualTo(Map.of("new", "yes"));
        assertThat(cluster.stateOf("gs-1")).isEqualTo("Allocated");
        refused(415, () -> gameServer.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{}"));
        refused(
                422,
                () -> gameServer.patch(
                        PatchContext.of(PatchType.JSON), "[{\"op\":\"remove\",\"path\":\"/metadata/labels/none\"}]"));
    }

    @Test
    void onlyWhoHasTheTokenIsServed() {
        try (KubernetesClient stranger = cluster.client(false, "another")) {
            refused(401, () -> Cluster.gameServers(stranger).list());
        }
    }

    @Test
    void onlyWhatTheRoleSaysMayBeDone(@TempDir Path directory) throws IOException {
        Path manifest = directory.resolve("role.yaml");
        Files.writeString(manifest, """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: provisioning}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: provisioning}
                rules:
                  - apiGroups: [agones.dev]
                    resources: [gameservers]
                    verbs: [create, get]
                """);
        cluster.running().allow(Role.of(manifest));

        cluster.create("gs-1");

        assertThat(cluster.stateOf("gs-1")).isNotNull();
        refused(403, () -> cluster.gameServers().list()).hasMessageContaining("cannot list resource \"gameservers\"");
        refused(403, () -> cluster.client().secrets().list());
        assertThat(isAllowed("create")).isTrue();
        assertThat(isAllowed("delete")).isFalse();
        assertThat(cluster.running().calls().accesses())
                .extracting(Access::toString)
                .containsExactly(
                        "create gameservers.agones.dev",
                        "get gameservers.agones.dev",
                        "list gameservers.agones.dev",
                        "list secrets");
    }

    private boolean isAllowed(String verb) {
        SelfSubjectAccessReview review = cluster.client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withGroup("agones.dev")
                        .withResource("gameservers")
                        .withVerb(verb)
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return review.getStatus().getAllowed();
    }

    @Test
    void theServerSaysWhatItIs() {
        assertThat(cluster.client().getKubernetesVersion().getMajor()).isEqualTo("1");
        assertThat(cluster.client().hasApiGroup("agones.dev", true)).isTrue();
        assertThat(cluster.client().getApiResources("agones.dev/v1").getResources())
                .extracting(resource -> resource.getName())
                .containsExactly("gameservers");
    }

    @Test
    void whatIsAppliedIsMadeOrChanged() {
        GenericKubernetesResource wanted = Cluster.aGameServer("gs-1");

        cluster.gameServers().resource(wanted).serverSideApply();
        wanted.getMetadata().setLabels(Map.of("guild", "g2"));
        cluster.gameServers().resource(wanted).serverSideApply();

        assertThat(names("guild=g2")).containsExactly("gs-1");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(int code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(code));
    }
}
