package gg.agis.common.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.agis.common.token.Caller;
import gg.agis.common.web.ProblemBody;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import io.swagger.v3.core.converter.ModelConverters;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How our own ways are told to those who read OpenAPI. */
@SpringBootTest(
        classes = OpenApiTest.Service.class,
        properties = {"spring.application.name=experiments", "spring.main.web-application-type=servlet"})
class OpenApiTest {

    @Autowired
    private WebApplicationContext context;

    private JsonNode document;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        WebMvcAutoConfiguration.class,
        SpringDocConfiguration.class,
        SpringDocConfigProperties.class,
        SpringDocWebMvcConfiguration.class,
        OpenApiAutoConfiguration.class
    })
    @Import(Things.class)
    static class Service {}

    @RestController
    static class Things {

        record Thing(UUID id, long amountGc, @Nullable Instant endsAt) {}

        record Wish(@Pattern(regexp = "a|b") String mode) {}

        @GetMapping("/api/things")
        Page<Thing> list(Slice slice, Caller caller) {
            throw new UnsupportedOperationException();
        }

        @Idempotent
        @PostMapping("/api/things/{id}/wishes")
        ResponseEntity<Thing> wish(@PathVariable UUID id, @RequestBody Wish wish, IdempotencyKey key, Caller caller) {
            throw new UnsupportedOperationException();
        }

        @RequestMapping(
                path = "/api/things/heard",
                method = {RequestMethod.GET, RequestMethod.POST})
        void hear() {}
    }

    /** Called like another one. */
    record OpenapiThing(String name) {}

    record Confusing(OpenapiThing one, Things.Thing other) {}

    @BeforeEach
    void read() throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context).build();
        document = JsonMapper.shared()
                .readTree(mvc.perform(MockMvcRequestBuilders.get("/v3/api-docs"))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray());
    }

    @Test
    void aServiceIsNamedWithoutSayingWhereItListens() {
        assertThat(document.at("/info/title").asString()).isEqualTo("AGIS experiments");
        assertThat(document.at("/info/version").asString()).isEqualTo("1");
        assertThat(document.path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
    }

    @Test
    void aSliceIsALimitAndACursor() {
        var operation = operation("get", "/api/things");

        assertThat(operation
                        .path("parameters")
                        .valueStream()
                        .map(it -> it.path("name").asString()))
                .containsExactly("limit", "cursor");
        var limit = operation.at("/parameters/0/schema");
        assertThat(limit.path("minimum").asInt()).isEqualTo(1);
        assertThat(limit.path("maximum").asInt()).isEqualTo(200);
        assertThat(limit.path("default").asInt()).isEqualTo(50);
    }

    @Test
    void whatMovesMoneyNeedsItsKey() {
        var operation = operation("post", "/api/things/{id}/wishes");

        var key = operation.at("/parameters/1");
        assertThat(key.path("name").asString()).isEqualTo("Idempotency-Key");
        assertThat(key.path("in").asString()).isEqualTo("header");
        assertThat(key.path("required").asBoolean()).isTrue();
        assertThat(operation.at("/parameters")).hasSize(2);
        assertThat(operation.path("responses").propertyNames()).containsExactly("2XX", "default");
        assertThat(operation.at("/responses/2XX/headers").propertyNames()).containsExactly("Idempotency-Hit");
    }

    @Test
    void whoeverAsksForACallerNeedsABearer() {
        assertThat(operation("get", "/api/things").path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(operation("get", "/api/things/heard").has("security")).isFalse();
    }

    @Test
    void operationsAreNamedByFeatureMethodAndWhereItTakesThatVerb() {
        assertThat(operation("get", "/api/things").path("operationId").asString())
                .isEqualTo("openapiList");
        assertThat(operation("get", "/api/things/heard").path("operationId").asString())
                .isEqualTo("openapiHearGet");
        assertThat(operation("post", "/api/things/heard").path("operationId").asString())
                .isEqualTo("openapiHearPost");
        assertThat(operation("get", "/api/things").path("tags").toString()).isEqualTo("[\"openapi\"]");
    }

    @Test
    void whatMayBeMissingIsNotRequired() {
        var thing = schema("OpenapiThing");

        assertThat(thing.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("id", "amountGc");
        assertThat(thing.at("/properties/amountGc/format").asString()).isEqualTo("int64");
        assertThat(thing.at("/properties/endsAt/format").asString()).isEqualTo("date-time");
        assertThat(schema("PageOfOpenapiThing").path("required").toString()).isEqualTo("[\"items\"]");
    }

    @Test
    void aPatternHoldsForTheWholeText() {
        assertThat(schema("OpenapiWish").at("/properties/mode/pattern").asString())
                .isEqualTo("^(?:a|b)$");
    }

    @Test
    void everyOperationMayAnswerAProblem() {
        assertThat(document.path("paths").valueStream().flatMap(JsonNode::valueStream))
                .hasSize(4)
                .allSatisfy(operation -> assertThat(
                                operation.at("/responses/default/$ref").asString())
                        .isEqualTo("#/components/responses/Problem"));
        assertThat(document.at("/components/responses/Problem/content").propertyNames())
                .containsExactly("application/problem+json");
    }

    @Test
    void aProblemIsDescribedAsItIsWritten() {
        var written = Arrays.stream(ProblemBody.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !name.equals("extra"));

        assertThat(schema("Problem").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(written.toList());
    }

    @Test
    void twoTypesUnderOneNameAreRefused() {
        assertThatThrownBy(() -> ModelConverters.getInstance(true).readAll(Confusing.class))
                .hasMessageContaining("would both be called OpenapiThing");
    }

    @Test
    void whereAServiceRunsNothingOfItIsThere() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenApiAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springdoc", "io.swagger"))
                .run(running -> assertThat(running)
                        .hasNotFailed()
                        .doesNotHaveBean("describedService")
                        .doesNotHaveBean(OpenApiAutoConfiguration.class));
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method);
    }

    private JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }
}
