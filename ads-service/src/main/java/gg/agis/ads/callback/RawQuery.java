package gg.agis.ads.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A callback's parameters, decoded from the query as the network sent it, sorted by name.
 *
 * <p>A query that names one parameter twice cannot be verified unambiguously: the network may have signed either. It is
 * refused, as is one that cannot be decoded.
 */
public final class RawQuery {

    // Each character is a byte. What is not UTF-8 would otherwise be another text than the one that was signed.
    private final NavigableMap<String, String> octets;

    private RawQuery(NavigableMap<String, String> octets) {
        this.octets = Collections.unmodifiableNavigableMap(octets);
    }

    /** Why a query cannot be read. */
    public static final class Unreadable extends Exception {

        private final Fault fault;

        Unreadable(Fault fault) {
            super(fault.name(), null, false, false);
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    public enum Fault {
        DUPLICATE_PARAMETER,
        MALFORMED
    }

    public static RawQuery parse(String query) throws Unreadable {
        var octets = new TreeMap<String, String>();
        for (var pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (octets.put(name, value) != null) {
                throw new Unreadable(Fault.DUPLICATE_PARAMETER);
            }
        }
        return new RawQuery(octets);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(octets.get(octets(name))).map(RawQuery::text).filter(value -> !value.isBlank());
    }

    public RawQuery without(String name) {
        var rest = new TreeMap<>(octets);
        rest.remove(octets(name));
        return new RawQuery(rest);
    }

    public RawQuery only(Collection<String> names) {
        var rest = new TreeMap<>(octets);
        rest.keySet().retainAll(names);
        return new RawQuery(rest);
    }

    /** As texts that any database takes. */
    public Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        octets.forEach((name, value) -> parameters.put(storable(text(name)), storable(text(value))));
        return parameters;
    }

    /** The parameters sorted by name, encoded as PHP's {@code http_build_query} does it. */
    public String encoded() {
        return octets.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(joining("&"));
    }

    // PHP 5.3 and later encode `*` and leave `~`; Java does it the other way round.
    private static String encode(String octets) {
        return URLEncoder.encode(octets, ISO_8859_1).replace("*", "%2A").replace("%7E", "~");
    }

    private static String decode(String encoded) throws Unreadable {
        try {
            return URLDecoder.decode(encoded, ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(Fault.MALFORMED);
        }
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static String text(String octets) {
        return new String(octets.getBytes(ISO_8859_1), UTF_8);
    }

    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }
}
