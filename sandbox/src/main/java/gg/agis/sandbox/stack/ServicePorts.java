package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.ReservedPorts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which service serves where, for now: one that cannot bind moves. */
final class ServicePorts {

    /**
     * @param server what callers use
     * @param management readiness and metrics
     */
    record Pair(int server, int management) {}

    private final ReservedPorts reserved;
    private final Map<Service, Pair> pairs = new ConcurrentHashMap<>();

    ServicePorts(ReservedPorts reserved) {
        this.reserved = reserved;
    }

    void assign(Service service) {
        pairs.put(service, new Pair(reserved.free(), reserved.free()));
    }

    void assign(Service service, int serverPort) {
        pairs.put(service, new Pair(serverPort, reserved.free()));
    }

    Pair of(Service service) {
        Pair pair = pairs.get(service);
        if (pair == null) {
            throw new IllegalArgumentException("There is no %s in this stack".formatted(service.id()));
        }
        return pair;
    }

    boolean has(Service service) {
        return pairs.containsKey(service);
    }
}
