package gg.agis.common.web.paging;

import gg.agis.common.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code ?limit=} and {@code ?cursor=}. */
final class SliceArgumentResolver implements HandlerMethodArgumentResolver {

    private final Cursors cursors;

    SliceArgumentResolver(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Slice.class);
    }

    @Override
    public Slice resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var path = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class))
                .getRequestURI();
        var after = Optional.ofNullable(request.getParameter(Slice.CURSOR)).map(cursor -> cursors.open(path, cursor));
        return new Slice(limit(request.getParameter(Slice.LIMIT)), after, position -> cursors.sign(path, position));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return Slice.LIMIT_USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Slice.LIMIT_MAX) {
                return limit;
            }
        }
        throw Problem.invalidParameter(
                Slice.LIMIT, "The parameter 'limit' is a number from 1 to " + Slice.LIMIT_MAX + ".");
    }
}
