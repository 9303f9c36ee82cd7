package gg.agis.sandbox.stack;

import gg.agis.sandbox.supervision.ProcessEvent;
import gg.agis.sandbox.supervision.ProcessIdentity;
import gg.agis.sandbox.supervision.Recipe;
import gg.agis.sandbox.supervision.Supervised;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One stack from its start to its end: the parts, and what they share. */
final class Running {

    private final StackSettings settings;
    private final Secrets secrets;
    private final Consumer<ProcessEvent> listener;
    private final ServicePorts ports;
    private final Surroundings surroundings;
    private final Map<String, Supervised> outside = new LinkedHashMap<>();
    private final Map<String, Supervised> services = new LinkedHashMap<>();
    private final Training training;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Running(StackSettings settings, Secrets secrets, Claim claim, Consumer<ProcessEvent> listener) {
        this.settings = settings;
        this.secrets = secrets;
        this.listener = listener;
        this.ports = new ServicePorts(claim.ports());
        for (Service service : settings.services()) {
            if (service == Service.GATEWAY) {
                ports.assign(service, claim.gatewayPort());
            } else {
                ports.assign(service);
            }
        }
        this.surroundings =
                new Surroundings(settings, secrets, claim.ports(), "http://127.0.0.1:" + claim.gatewayPort());
        Wiring wiring = new Wiring(settings.directory(), secrets, ports, surroundings, this::move);
        List<ServiceRecipe> recipes = settings.services().stream()
                .map(service -> new ServiceRecipe(
                        service,
                        wiring,
                        ServiceLayout.of(
                                settings.checkout(), settings.directory().run(), service),
                        settings.tweaksOf(service)))
                .toList();
        surroundings.recipes().forEach(recipe -> outside.put(recipe.name(), supervised(recipe)));
        recipes.forEach(recipe -> services.put(recipe.name(), supervised(recipe)));
        this.training = new Training(recipes, this::event, this::processes);
    }

    void start() {
        new StartUp(settings.patience().readyWithin(), surroundings::prepareGivenDatabase)
                .start(List.copyOf(outside.values()), List.copyOf(services.values()));
        Duration idle = settings.patience().trainAfterIdle();
        if (idle != null) {
            training.startWhenIdleFor(idle);
        }
    }

    void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        training.stop();
        StopOrder.of(parts())
                .forEach(group -> Together.run(group, name -> part(name).stop()));
        surroundings.close();
        writeState();
    }

    Supervised part(String name) {
        Supervised part = outside.containsKey(name) ? outside.get(name) : services.get(name);
        if (part == null) {
            throw new IllegalArgumentException("There is no %s in this stack; there are %s".formatted(name, parts()));
        }
        return part;
    }

    List<String> parts() {
        List<String> names = new ArrayList<>(outside.keySet());
        names.addAll(services.keySet());
        return names;
    }

    int port(String name) {
        return Service.of(name).map(it -> ports.of(it).server()).orElseGet(() -> surroundings.port(name));
    }

    int managementPort(String name) {
        return Service.of(name).map(it -> ports.of(it).management()).orElse(0);
    }

    Secrets secrets() {
        return secrets;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Training training() {
        return training;
    }

    private Supervised supervised(Recipe recipe) {
        return new Supervised(recipe, settings.patience().restarts(), this::event);
    }

    private List<ProcessIdentity> processes() {
        return parts().stream().flatMap(name -> part(name).identity().stream()).toList();
    }

    private void event(ProcessEvent event) {
        if (!(event instanceof ProcessEvent.Stage)) {
            writeState();
        }
        listener.accept(event);
    }

    private void move(Service service) {
        if (service == Service.GATEWAY) {
            // Its port is the one that people know: it waits for it to be free again.
            return;
        }
        ports.assign(service);
        Supervised gateway = services.get(Service.GATEWAY.id());
        if (gateway != null) {
            // It was told the old address when it started.
            Thread.ofVirtual().name("gateway-learns").start(gateway::restart);
        }
    }

    StackState state() {
        List<StackState.Part> states = parts().stream().map(this::state).toList();
        return new StackState(ProcessIdentity.self(), states, training.process().orElse(null));
    }

    private synchronized void writeState() {
        state().write(settings.directory());
    }

    private StackState.Part state(String name) {
        Supervised part = part(name);
        return new StackState.Part(
                name,
                part.identity().orElse(null),
                port(name),
                managementPort(name),
                part.isReady(),
                part.log().path().toString(),
                surroundings.morePorts(name));
    }
}
