package gg.agis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a service is approved to answer can be asked for at the front door, by those it is meant for. */
class DocumentedPathsTest {

    private static final Path APPROVED = Path.of("../docs/api");
    private static final List<RouteDefinition> ROUTES = routes();

    record Operation(String service, String method, String path, boolean open) {

        String anyPath() {
            return path.replaceAll("\\{.*?}", "1");
        }

        @Override
        public String toString() {
            return "%s: %s %s".formatted(service, method, path);
        }
    }

    @TestFactory
    Stream<DynamicTest> aDocumentedPathLeadsToItsService() throws IOException {
        return operations()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    var route = routeOf(operation.method(), operation.anyPath());

                    assertThat(route)
                            .as("a route of application.yml leads to %s", operation)
                            .isPresent();
                    assertThat(route.orElseThrow().getMetadata())
                            .as("the route %s", route.orElseThrow().getId())
                            .containsEntry("service", operation.service())
                            .containsEntry("access", operation.open() ? "public" : "callers");
                }));
    }

    @Test
    void everyServiceWithAnApiIsDocumented() {
        assertThat(ROUTES)
                .allSatisfy(
                        route -> assertThat(APPROVED.resolve(route.getMetadata().get("service") + ".json"))
                                .exists());
    }

    @Test
    void theDescriptionsThemselvesAreNotRouted() {
        assertThat(routeOf("GET", "/v3/api-docs")).isEmpty();
        assertThat(routeOf("GET", "/v3/api-docs.yaml")).isEmpty();
        assertThat(routeOf("GET", "/swagger-ui/index.html")).isEmpty();
    }

    private static Stream<Operation> operations() throws IOException {
        try (var files = Files.list(APPROVED)) {
            return files.sorted().flatMap(DocumentedPathsTest::operations).toList().stream();
        }
    }

    private static Stream<Operation> operations(Path file) {
        var service = file.getFileName().toString().replace(".json", "");
        return JsonMapper.shared()
                .readTree(file)
                .path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(method -> !path.getKey().startsWith("/internal/"))
                        .map(method -> new Operation(
                                service,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                isOpen(method.getValue()))));
    }

    private static boolean isOpen(JsonNode operation) {
        return operation.path("security").isEmpty();
    }

    /** The first that fits, as at the gateway itself. */
    private static Optional<RouteDefinition> routeOf(String method, String path) {
        return ROUTES.stream()
                .filter(route -> route.getPredicates().stream().allMatch(predicate -> fits(predicate, method, path)))
                .findFirst();
    }

    private static boolean fits(PredicateDefinition predicate, String method, String path) {
        var values = predicate.getArgs().values().stream();
        return switch (Objects.requireNonNull(predicate.getName())) {
            case "Path" ->
                values.map(PathPatternParser.defaultInstance::parse)
                        .anyMatch(pattern -> pattern.matches(PathContainer.parsePath(path)));
            case "Method" -> values.anyMatch(method::equals);
            default -> throw new AssertionError("Nobody has taught this test the predicate " + predicate);
        };
    }

    private static List<RouteDefinition> routes() {
        var environment = new StandardEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("routes", new ClassPathResource("application.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Binder.get(environment)
                .bind("spring.cloud.gateway.server.webflux", GatewayProperties.class)
                .get()
                .getRoutes();
    }
}
