package gg.agis.gateway.route;

import org.springframework.cloud.gateway.route.Route;

/** Who may use a route, as its metadata says; a route that does not say is closed to nobody by accident. */
public enum Access {
    /** Nobody needs to say who they are; the service is told that it is an anonymous. */
    PUBLIC,
    /** Whoever asks must say who they are. */
    CALLERS;

    public static Access of(Route route) {
        return "public".equals(route.getMetadata().get("access")) ? PUBLIC : CALLERS;
    }

    /** The service that a route leads to, which is the audience of the token that goes with the request. */
    public static String serviceBehind(Route route) {
        var service = route.getMetadata().get("service");
        if (service instanceof String name) {
            return name;
        }
        throw new IllegalStateException("the route " + route.getId() + " does not name its service");
    }
}
