package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.ProcessEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a stack is to be; everything has a default that suits {@code ./agis up}. */
public final class StackBuilder {

    private final Path checkout;
    private StackDirectory directory;
    private int port;
    private List<Service> services = Service.all();
    private Map<String, String> environment = System.getenv();
    private Consumer<ProcessEvent> listener = event -> {};
    private Duration firstPause = Duration.ofMillis(500);
    private Duration longestPause = Duration.ofSeconds(30);
    private Duration readyWithin = Duration.ofMinutes(5);
    private @Nullable Duration trainAfterIdle;
    private final Map<Service, ServiceTweaks> tweaks = new EnumMap<>(Service.class);

    StackBuilder(Path checkout) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.directory = new StackDirectory(this.checkout.resolve(".agis"));
    }

    /** Where data, logs and secrets are kept instead of {@code .agis} in the checkout. */
    public StackBuilder stateDirectory(Path stateDirectory) {
        directory = new StackDirectory(stateDirectory);
        return this;
    }

    /** The gateway's port; 0 for any free one. */
    public StackBuilder port(int gatewayPort) {
        port = gatewayPort;
        return this;
    }

    /** Starts only these instead of all seven. */
    public StackBuilder services(Service... wanted) {
        services = List.of(wanted);
        return this;
    }

    /** Where {@code DATABASE_URL}, {@code AYET_API_KEY} and other names of real things are looked up. */
    public StackBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    public StackBuilder listener(Consumer<ProcessEvent> events) {
        listener = events;
        return this;
    }

    /** How long a process that died stays down: doubling from the first pause to the longest. */
    public StackBuilder restartPauses(Duration first, Duration longest) {
        firstPause = first;
        longestPause = longest;
        return this;
    }

    /** How long {@link Stack#start()} waits for everything to be ready. */
    public StackBuilder readyWithin(Duration atMost) {
        readyWithin = atMost;
        return this;
    }

    /** Makes AOT caches once nothing happened for so long; never, unless this is called. */
    public StackBuilder trainAfterIdle(Duration idle) {
        trainAfterIdle = idle;
        return this;
    }

    /** An environment variable of one service, stronger than the stack's own. */
    public StackBuilder env(Service service, String name, String value) {
        tweaksOf(service).environment.put(name, value);
        return this;
    }

    /** A directory or jar in front of one service's classpath. */
    public StackBuilder extraClasspath(Service service, Path path) {
        tweaksOf(service).classpath.add(path);
        return this;
    }

    public StackBuilder jvmArg(Service service, String argument) {
        tweaksOf(service).jvmArguments.add(argument);
        return this;
    }

    public Stack build() {
        return new Stack(
                new StackSettings(
                        checkout,
                        directory,
                        port,
                        services,
                        environment,
                        new StackSettings.Patience(firstPause, longestPause, readyWithin, trainAfterIdle),
                        Map.copyOf(tweaks)),
                listener);
    }

    private ServiceTweaks tweaksOf(Service service) {
        return tweaks.computeIfAbsent(service, it -> new ServiceTweaks());
    }

    /** What differs in one service. */
    static final class ServiceTweaks {
        final Map<String, String> environment = new HashMap<>();
        final List<Path> classpath = new ArrayList<>();
        final List<String> jvmArguments = new ArrayList<>();
    }
}
