package gg.agis.sandbox.kubernetes.agones;

import gg.agis.sandbox.kubernetes.object.Kind;
import gg.agis.sandbox.kubernetes.object.Store;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The machines that game servers would run on, and their ports. */
final class Nodes {

    private static final int COUNT = 3;
    private static final int LOWEST_PORT = 7_000;
    private static final int HIGHEST_PORT = 14_999;

    private final Store store;
    private int lastPort = LOWEST_PORT - 1;

    Nodes(Store store) {
        this.store = store;
    }

    /** Gives every port that wants one a host port that no other game server has. */
    void allocatePorts(ObjectNode gameServer) {
        Set<Integer> taken = taken();
        ArrayNode allocated = gameServer.arrayNode();
        for (JsonNode wanted : gameServer.path("spec").path("ports")) {
            ObjectNode port = (ObjectNode) wanted.deepCopy();
            if (!port.path("portPolicy").asString("").equals("Static")) {
                port.put("hostPort", next(taken));
            }
            if (port.path("portPolicy").asString("").equals("Passthrough")) {
                port.put("containerPort", port.path("hostPort").asInt());
            }
            addSplit(allocated, port);
        }
        gameServer.withObjectProperty("spec").set("ports", allocated);
    }

    // One that speaks both protocols becomes two.
    private static void addSplit(ArrayNode ports, ObjectNode port) {
        if (!port.path("protocol").asString("").equals("TCPUDP")) {
            ports.add(port);
            return;
        }
        String name = port.path("name").asString("");
        ports.add(port.deepCopy().put("name", name + "-tcp").put("protocol", "TCP"));
        ports.add(port.put("name", name + "-udp").put("protocol", "UDP"));
    }

    /** Says where it runs. */
    void place(ObjectNode gameServer) {
        ObjectNode status = gameServer.withObjectProperty("status");
        ArrayNode ports = status.putArray("ports");
        for (JsonNode port : gameServer.path("spec").path("ports")) {
            ports.addObject()
                    .put("name", port.path("name").asString(""))
                    .put("port", port.path("hostPort").asInt());
        }
        int node = Math.floorMod(gameServer.path("metadata").path("uid").hashCode(), COUNT) + 1;
        // An address that documentation is free to use: nobody can mistake it for a real one.
        String address = "203.0.113." + node;
        status.put("address", address).put("nodeName", "node-" + node);
        status.putArray("addresses").addObject().put("type", "ExternalIP").put("address", address);
    }

    private Set<Integer> taken() {
        Set<Integer> taken = new HashSet<>();
        store.all(Kind.GAME_SERVER)
                .forEach(other -> other.path("spec")
                        .path("ports")
                        .forEach(port -> taken.add(port.path("hostPort").asInt(0))));
        return taken;
    }

    private int next(Set<Integer> taken) {
        do {
            lastPort = lastPort == HIGHEST_PORT ? LOWEST_PORT : lastPort + 1;
        } while (!taken.add(lastPort));
        return lastPort;
    }
}
