package gg.agis.sandbox.kubernetes.api;

import gg.agis.sandbox.kubernetes.http.Call;
import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Refused;
import gg.agis.sandbox.kubernetes.object.Store;
import java.util.List;

/**
 * What a call is about.
 *
 * @param namespace empty for all of them
 * @param name empty for none in particular
 * @param subresource {@code status}, or empty
 */
record Target(Kind kind, String namespace, String name, String subresource) {

    private static final String STATUS = "status";

    static Target of(List<String> path) {
        boolean core = path.getFirst().equals("api");
        int rest = core ? 2 : 3;
        if (path.size() <= rest) {
            throw Refused.noSuchPath();
        }
        String group = core ? "" : path.get(1);
        String version = path.get(rest - 1);
        boolean namespaced = path.get(rest).equals("namespaces") && path.size() > rest + 2;
        String namespace = namespaced ? path.get(rest + 1) : "";
        List<String> object = path.subList(namespaced ? rest + 2 : rest, path.size());
        Kind kind = Kind.of(group, version, object.getFirst()).orElseThrow(Refused::noSuchPath);
        String subresource = object.size() > 2 ? object.get(2) : "";
        if (object.size() > 3 || !(subresource.isEmpty() || (subresource.equals(STATUS) && kind.hasStatusResource()))) {
            throw Refused.noSuchPath();
        }
        return new Target(kind, namespace, object.size() > 1 ? object.get(1) : "", subresource);
    }

    boolean isStatus() {
        return !subresource.isEmpty();
    }

    Store.Key key() {
        if (namespace.isEmpty()) {
            throw Refused.methodNotAllowed();
        }
        return new Store.Key(kind, namespace, name);
    }

    /** As roles name what is done. */
    String verb(Call call) {
        boolean one = !name.isEmpty();
        return switch (call.method()) {
            case "GET" -> wantsWatch(call) ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> throw Refused.methodNotAllowed();
        };
    }

    private static boolean wantsWatch(Call call) {
        return call.query("watch")
                .map(value -> value.equals("true") || value.equals("1"))
                .orElse(false);
    }
}
