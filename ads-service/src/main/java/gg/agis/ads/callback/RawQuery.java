package gg.agis.ads.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A callback's parameters, decoded from the query as the network sent it, sorted by name.
 *
 * <p>A query that names one parameter twice cannot be verified unambiguously: the network may have signed either. It is
 * refused, as is one that cannot be decoded.
 */
record RawQuery(NavigableMap<String, String> parameters) {

    /** Why a query cannot be read. */
    static final class Unreadable extends Exception {

        private final Fault fault;

        Unreadable(Fault fault) {
            super(fault.name());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    enum Fault {
        DUPLICATE_PARAMETER,
        MALFORMED
    }

    RawQuery {
        parameters = Collections.unmodifiableNavigableMap(parameters);
    }

    static RawQuery parse(String query) throws Unreadable {
        var parameters = new TreeMap<String, String>();
        for (var pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw new Unreadable(Fault.DUPLICATE_PARAMETER);
            }
        }
        return new RawQuery(parameters);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    RawQuery without(String name) {
        var rest = new TreeMap<>(parameters);
        rest.remove(name);
        return new RawQuery(rest);
    }

    /** The parameters sorted by name, encoded as PHP's {@code http_build_query} does it. */
    String encoded() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(joining("&"));
    }

    // PHP 5.3 and later encode `*` and leave `~`; Java does it the other way round.
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    private static String decode(String encoded) throws Unreadable {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(Fault.MALFORMED);
        }
    }
}
