package gg.agis.ads.callback;

import gg.agis.ads.address.Cidr;
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

    private final Map<String, List<Cidr>> allowed;

    Sources(CallbackSettings settings) {
        this.allowed = settings.sources();
    }

    boolean allow(String network, @Nullable String address) {
        var ranges = allowed.getOrDefault(network, List.of());
        return ranges.isEmpty() || (address != null && ranges.stream().anyMatch(range -> range.contains(address)));
    }
}
