package gg.agis.common.openapi;

import gg.agis.common.web.ProblemBody;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/** What the descriptions of all services have in common. */
final class HouseDocument {

    static final String BEARER = "bearer";
    static final String PROBLEM = "Problem";

    /** Paths bear no version: within this one there are only optional additions. */
    private static final String VERSION = "1";

    private HouseDocument() {}

    static OpenAPI of(String service, @Nullable BuildProperties build) {
        var info = new Info().title("AGIS " + service).version(VERSION);
        if (build != null) {
            info.description(build.get("description"));
        }
        return new OpenAPI()
                .info(info)
                // Whoever reads this came through the gateway, wherever that is.
                .addServersItem(new Server().url("/"))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key, or a token of './agis token'."))
                        .addSchemas(PROBLEM, problem())
                        .addResponses(
                                PROBLEM,
                                new ApiResponse()
                                        .description("It was refused, or it failed.")
                                        .content(new Content()
                                                .addMediaType(
                                                        ProblemBody.MEDIA_TYPE,
                                                        new MediaType().schema(Schemas.reference(PROBLEM))))));
    }

    /** A method that answers to several verbs is several operations. */
    static void tellOperationsApart(OpenAPI document) {
        Map<String, Integer> uses = new HashMap<>();
        for (var path : document.getPaths().values()) {
            path.readOperations().forEach(operation -> uses.merge(operation.getOperationId(), 1, Integer::sum));
        }
        for (var path : document.getPaths().values()) {
            path.readOperationsMap().forEach((verb, operation) -> nameByVerb(verb, operation, uses));
        }
    }

    private static void nameByVerb(PathItem.HttpMethod verb, Operation operation, Map<String, Integer> uses) {
        var id = operation.getOperationId();
        if (uses.getOrDefault(id, 0) > 1) {
            operation.setOperationId(id + Schemas.capitalised(verb.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** As RFC 9457 has it, with what {@link ProblemBody} adds for everyone. */
    private static Schema<?> problem() {
        var fault = Schemas.object();
        for (var field : List.of("field", "code", "detail")) {
            fault.addProperty(field, Schemas.text());
            fault.addRequiredItem(field);
        }
        var problem = Schemas.object();
        problem.setDescription("A case may add what it needs, as 'missing' or 'retryAfterSeconds'.");
        for (var field : List.of("type", "title", "status", "detail", "code", "traceId")) {
            problem.addProperty(field, field.equals("status") ? Schemas.integer() : Schemas.text());
            problem.addRequiredItem(field);
        }
        problem.addProperty("errors", Schemas.listOf(fault));
        return problem;
    }
}
