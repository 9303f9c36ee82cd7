package gg.agis.sandbox.kubernetes.agones;

/** Where in its life a game server is, in Agones' words. */
public final class GameServerState {

    public static final String PORT_ALLOCATION = "PortAllocation";
    public static final String CREATING = "Creating";
    public static final String STARTING = "Starting";
    public static final String SCHEDULED = "Scheduled";
    public static final String REQUEST_READY = "RequestReady";
    public static final String READY = "Ready";
    public static final String ALLOCATED = "Allocated";
    public static final String SHUTDOWN = "Shutdown";
    public static final String UNHEALTHY = "Unhealthy";
    public static final String ERROR = "Error";

    private GameServerState() {}
}
