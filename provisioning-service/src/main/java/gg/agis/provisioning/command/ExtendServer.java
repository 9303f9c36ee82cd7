package gg.agis.provisioning.command;

import gg.agis.provisioning.command.Commanded.Done;
import gg.agis.provisioning.command.Commanded.Lacking;
import gg.agis.provisioning.command.Commanded.TooLong;
import gg.agis.provisioning.command.Commanded.WrongState;
import gg.agis.provisioning.funding.Funds;
import gg.agis.provisioning.funding.MoneyRequest.Price;
import gg.agis.provisioning.funding.MoneyRequests;
import gg.agis.provisioning.funding.Purpose;
import gg.agis.provisioning.life.Life;
import gg.agis.provisioning.life.LifeSettings;
import gg.agis.provisioning.policy.Policies;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.ServerState;
import gg.agis.provisioning.server.Servers;
import gg.agis.provisioning.template.Templates;
import gg.agis.provisioning.treasury.BillingTreasury;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Buys a server more hours, at today's price, once for each command. */
@Component
class ExtendServer {

    private static final Set<ServerState> PAYABLE = EnumSet.of(ServerState.ACTIVE, ServerState.ASLEEP);

    private final Servers servers;
    private final Policies policies;
    private final Templates templates;
    private final BillingTreasury billing;
    private final Asking asking;

    ExtendServer(Servers servers, Policies policies, Templates templates, BillingTreasury billing, Asking asking) {
        this.servers = servers;
        this.policies = policies;
        this.templates = templates;
        this.billing = billing;
        this.asking = asking;
    }

    Commanded extend(UUID id, int hours, UUID commandId) {
        var server = servers.find(id).orElseThrow();
        int hoursMax = policies.of(server.guildId()).hoursMax();
        if (hours > hoursMax) {
            return new TooLong(hoursMax);
        }
        var purpose = Purpose.extend(commandId);
        if (asking.requests().find(id, purpose).isPresent()) {
            return new Done(server);
        }
        if (!PAYABLE.contains(server.state())) {
            return new WrongState(server);
        }
        var price = Price.hours(templates.get(server.template()).price().hourly(), hours);
        var available = billing.availableTo(server.guildId());
        if (available.isPresent() && available.getAsLong() < price.amount()) {
            return new Lacking(price.amount() - available.getAsLong());
        }
        return asking.ask(id, purpose, price);
    }

    /** The part that is one transaction. */
    @Component
    record Asking(
            Servers servers,
            MoneyRequests requests,
            Funds funds,
            Life life,
            LifeSettings limits,
            TransactionTemplate transaction) {

        Commanded ask(UUID id, Purpose purpose, Price price) {
            return Objects.requireNonNull(transaction.execute(status -> {
                var server = servers.lock(id).orElseThrow();
                if (requests.find(id, purpose).isPresent()) {
                    return new Done(server);
                }
                if (!PAYABLE.contains(server.state())) {
                    return new WrongState(server);
                }
                funds.ask(server, purpose, price, limits.holdFor());
                life.goOn(server);
                return done(server);
            }));
        }

        private static Commanded done(Server server) {
            return new Done(server);
        }
    }
}
