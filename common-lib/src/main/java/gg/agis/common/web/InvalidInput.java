package gg.agis.common.web;

import gg.agis.common.web.Problem.FieldError;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.BindingResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** One faulty field answers with its own code, as {@code invalid-amount}; several with {@code invalid-request}. */
final class InvalidInput {

    static final int FIELD_CHARS_MAX = 100;

    private static final int ERRORS_MAX = 50;

    private InvalidInput() {}

    static Problem of(BindingResult body) {
        return of(body.getFieldErrors().stream()
                .map(error -> fault(error.getField(), textOf(error)))
                .toList());
    }

    static Problem of(HandlerMethodValidationException parameters) {
        var faults = parameters.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> {
                    var name = result.getMethodParameter().getParameterName();
                    return new FieldError(name == null ? "" : name, "invalid-parameter", name + " " + textOf(error));
                }))
                .limit(ERRORS_MAX)
                .toList();
        var problem = Problem.badRequest(
                "invalid-parameter",
                faults.isEmpty()
                        ? "A parameter is not valid."
                        : faults.getFirst().detail() + ".");
        faults.forEach(fault -> problem.error(fault.field(), fault.code(), fault.detail()));
        return problem;
    }

    static Problem of(List<FieldError> faults) {
        var problem = faults.size() == 1
                ? Problem.badRequest(faults.getFirst().code(), faults.getFirst().detail())
                : Problem.badRequest("invalid-request", "Some fields are not valid; each is listed in 'errors'.");
        faults.stream().limit(ERRORS_MAX).forEach(fault -> problem.error(fault.field(), fault.code(), fault.detail()));
        return problem;
    }

    static FieldError fault(String field, String whatIsWrong) {
        var name = field.substring(field.lastIndexOf('.') + 1).replaceAll("\\[.*?]", "");
        var kebab = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return new FieldError(field, "invalid-" + kebab, "The field '" + field + "' " + whatIsWrong);
    }

    private static String textOf(MessageSourceResolvable error) {
        var text = error.getDefaultMessage();
        return text == null ? "is not valid" : text;
    }
}
