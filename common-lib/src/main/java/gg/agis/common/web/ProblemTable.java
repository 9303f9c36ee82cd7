package gg.agis.common.web;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What each failure means for whoever asked; one line each. */
final class ProblemTable {

    private final List<ProblemTranslator> translators;

    ProblemTable(List<ProblemTranslator> translators) {
        this.translators = List.copyOf(translators);
    }

    Problem problemOf(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case HttpMessageNotReadableException e -> UnreadableBody.problem(e);
            case MethodArgumentNotValidException e -> InvalidInput.of(e.getBindingResult());
            case HandlerMethodValidationException e when !e.isForReturnValue() -> InvalidInput.of(e);
            case MethodArgumentTypeMismatchException e -> wrongParameter(e.getName());
            case MissingServletRequestParameterException e -> missing("parameter", e.getParameterName());
            case MissingRequestHeaderException e -> missing("header", e.getHeaderName());
            case HttpMediaTypeNotSupportedException e -> wrongContentType(e.getSupportedMediaTypes());
            case HttpMediaTypeNotAcceptableException e ->
                of(
                        HttpStatus.NOT_ACCEPTABLE,
                        "None of the forms that you accept can be given. Accept application/json.");
            case HttpRequestMethodNotSupportedException e ->
                of(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take " + e.getMethod() + ".");
            case ErrorResponse e when e.getStatusCode().is4xxClientError() -> ofStatus(e.getStatusCode());
            default ->
                translators.stream()
                        .flatMap(translator -> translator.translate(failure).stream())
                        .findFirst()
                        .orElseGet(ProblemTable::internalError);
        };
    }

    /** For what the server refuses before anybody of ours is asked. */
    static Problem ofStatus(HttpStatusCode code) {
        var status = HttpStatus.resolve(code.value());
        if (status == null || status.is5xxServerError()) {
            return internalError();
        }
        return switch (status) {
            case NOT_FOUND -> Problem.notFound("There is nothing at this address. Check it.");
            case METHOD_NOT_ALLOWED -> of(status, "This address does not take this method.");
            case CONTENT_TOO_LARGE -> tooLarge(0);
            default -> of(status, "The request cannot be understood as it was sent. Check address and headers.");
        };
    }

    static Problem tooLarge(long bytesMax) {
        return new Problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "payload-too-large",
                "The body is larger than what is taken here" + (bytesMax > 0 ? ", " + bytesMax + " bytes." : "."));
    }

    private static Problem internalError() {
        return new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something is wrong on our side. Try again later; if it stays, tell us the traceId.");
    }

    private static Problem wrongParameter(String name) {
        return Problem.invalidParameter(name, "The parameter '" + name + "' does not take this value. Check its type.");
    }

    private static Problem missing(String what, String name) {
        return Problem.invalidParameter(name, "The " + what + " '" + name + "' is missing. Send it.");
    }

    private static Problem wrongContentType(List<MediaType> taken) {
        return of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "The body's Content-Type is not taken here. Send one of: " + MediaType.toString(taken) + ".");
    }

    /** The code is the status in words, as {@code method-not-allowed}. */
    private static Problem of(HttpStatus status, String detail) {
        return new Problem(status, status.name().toLowerCase(Locale.ROOT).replace('_', '-'), detail);
    }
}
