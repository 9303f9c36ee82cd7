package gg.agis.ads.callback;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What arrived.
 *
 * @param raw the query byte for byte
 * @param query the same, understood
 * @param headers by name
 */
public record Callback(String raw, RawQuery query, UnaryOperator<@Nullable String> headers) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name)).filter(value -> !value.isBlank());
    }

    public Optional<String> get(String parameter) {
        return query.get(parameter);
    }
}
