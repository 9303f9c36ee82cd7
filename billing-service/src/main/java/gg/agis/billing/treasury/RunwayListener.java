package gg.agis.billing.treasury;

import gg.agis.common.event.ProvisioningEvent;
import gg.agis.common.event.Topics;
import gg.agis.common.inbox.Delivery;
import gg.agis.common.inbox.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Keeps track of what each guild's servers cost by the hour. It moves no money, so a fact that is poison holds up none. */
@Component
class RunwayListener implements EventListener {

    private final RunningServers servers;

    RunwayListener(RunningServers servers) {
        this.servers = servers;
    }

    @Override
    public String name() {
        return "billing.runway";
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.PROVISIONING_SERVERS);
    }

    @Override
    public OnPoison onPoison() {
        return OnPoison.PASS;
    }

    @Override
    public void handle(List<Delivery> deliveries) {
        var facts = deliveries.stream()
                .map(Delivery::event)
                .filter(ProvisioningEvent.class::isInstance)
                .map(ProvisioningEvent.class::cast)
                .toList();
        var known = servers.lock(
                facts.stream().map(ProvisioningEvent::serverId).distinct().toList());
        var now = new HashMap<>(known);
        for (var fact : facts) {
            var before = now.getOrDefault(fact.serverId(), RunningServer.unknown(fact));
            now.put(fact.serverId(), before.after(fact));
        }
        var changed = now.values().stream()
                .filter(server -> !server.equals(known.get(server.serverId())))
                .filter(RunningServer::hasAHistory)
                .toList();
        if (!changed.isEmpty()) {
            servers.store(changed);
        }
    }
}
