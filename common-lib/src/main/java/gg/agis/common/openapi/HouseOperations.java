package gg.agis.common.openapi;

import gg.agis.common.token.Caller;
import gg.agis.common.web.idempotency.IdempotencyKey;
import gg.agis.common.web.idempotency.Idempotent;
import gg.agis.common.web.paging.Slice;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.method.HandlerMethod;

/** What a handler's arguments and annotations mean to whoever calls it. */
final class HouseOperations implements OperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var feature = Features.of(handler.getBeanType());
        operation.setTags(List.of(feature));
        operation.setOperationId(
                feature + Schemas.capitalised(handler.getMethod().getName()));
        if (takes(handler, Caller.class)) {
            operation.addSecurityItem(new SecurityRequirement().addList(HouseDocument.BEARER));
        }
        if (handler.hasMethodAnnotation(Idempotent.class)) {
            operation.addParametersItem(idempotencyKey());
        }
        if (takes(handler, Slice.class)) {
            operation.addParametersItem(limit());
            operation.addParametersItem(cursor());
        }
        operation.setResponses(responses(operation, handler));
        return operation;
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.asList(handler.getMethod().getParameterTypes()).contains(type);
    }

    private static ApiResponses responses(Operation operation, HandlerMethod handler) {
        // Which of the good ones it is, a handler that answers with an entity decides each time.
        var status = ResponseEntity.class.isAssignableFrom(handler.getMethod().getReturnType()) ? "2XX" : "200";
        var success = new ApiResponse().description("Done.");
        var described = operation.getResponses() == null
                ? null
                : operation.getResponses().get("200");
        if (described != null && described.getContent() != null) {
            described
                    .getContent()
                    .values()
                    .forEach(body ->
                            success.content(new Content().addMediaType(MimeTypeUtils.APPLICATION_JSON_VALUE, body)));
        }
        if (handler.hasMethodAnnotation(Idempotent.class)) {
            success.addHeaderObject(
                    IdempotencyKey.HIT,
                    new Header()
                            .description("'true' where this was answered before, and is answered again.")
                            .schema(Schemas.text()));
        }
        return new ApiResponses()
                .addApiResponse(status, success)
                .addApiResponse(ApiResponses.DEFAULT, new ApiResponse().$ref(HouseDocument.PROBLEM));
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name(IdempotencyKey.HEADER)
                .required(true)
                .description("New for each new wish, the same when it is sent again.")
                .schema(Schemas.text().minLength(1).maxLength(IdempotencyKey.CHARS_MAX));
    }

    private static Parameter limit() {
        var limit = Schemas.integer().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(Slice.LIMIT_MAX));
        limit.setDefault(Slice.LIMIT_USUAL);
        return new Parameter().in("query").name(Slice.LIMIT).required(false).schema(limit);
    }

    private static Parameter cursor() {
        return new Parameter()
                .in("query")
                .name(Slice.CURSOR)
                .required(false)
                .description("The 'nextCursor' of the answer before, unchanged.")
                .schema(Schemas.text());
    }
}
