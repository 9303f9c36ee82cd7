package gg.agis.ads.callback;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may speak for a network by where they speak from; where nothing is set, everybody who can sign. */
@Component
class Sources {

    /**
     * Set by the gateway, which takes it off whatever comes from outside; nobody else can reach this service, since
     * nobody else has a token for it.
     */
    static final String HEADER = "X-Agis-Client-Address";

    private final Map<String, List<AddressRange>> allowed;

    Sources(CallbackSettings settings) {
        this.allowed = settings.sources().entrySet().stream()
                .collect(toUnmodifiableMap(
                        Map.Entry::getKey,
                        network -> network.getValue().stream()
                                .map(AddressRange::parse)
                                .toList()));
    }

    boolean allow(String network, @Nullable String address) {
        var ranges = allowed.getOrDefault(network, List.of());
        return ranges.isEmpty() || (address != null && isWithin(ranges, address));
    }

    private static boolean isWithin(List<AddressRange> ranges, String address) {
        try {
            var literal = InetAddress.ofLiteral(address);
            return ranges.stream().anyMatch(range -> range.contains(literal));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
