package gg.agis.common.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in a person's words why a JSON body is not what it should be. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Problem problem(Throwable failure) {
        return find(failure, Problem.class)
                .or(() -> find(failure, UnrecognizedPropertyException.class).map(UnreadableBody::unknownField))
                .or(() -> find(failure, InputCoercionException.class).map(UnreadableBody::wrongValue))
                .or(() -> find(failure, StreamReadException.class).map(e -> malformed()))
                .or(() -> find(failure, DatabindException.class).map(UnreadableBody::wrongValue))
                .orElseGet(UnreadableBody::malformed);
    }

    static Problem malformed() {
        return Problem.badRequest(
                "malformed-json",
                "The body is not JSON as it is taken here: one value in valid UTF-8, no field twice, at most 64 levels"
                        + " deep, no NUL. Check what you send.");
    }

    private static Problem unknownField(UnrecognizedPropertyException e) {
        var field = pathOf(e.getPath());
        var detail = "The field '" + field + "' is unknown here, or not yours to set. Leave it out.";
        return Problem.badRequest("unknown-field", detail).error(field, "unknown-field", detail);
    }

    private static Problem wrongValue(JacksonException e) {
        var field = pathOf(e.getPath());
        return field.isEmpty()
                ? malformed()
                : InvalidInput.of(
                        List.of(InvalidInput.fault(field, "does not take this value. Check its type and size.")));
    }

    private static String pathOf(List<JacksonException.Reference> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step.getPropertyName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        // A field's name comes from the client.
        return text.length() > InvalidInput.FIELD_CHARS_MAX
                ? text.substring(0, InvalidInput.FIELD_CHARS_MAX)
                : text.toString();
    }

    private static <T extends Throwable> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
