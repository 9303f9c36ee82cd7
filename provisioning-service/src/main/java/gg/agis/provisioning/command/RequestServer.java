package gg.agis.provisioning.command;

import gg.agis.common.outbox.Outbox;
import gg.agis.common.token.Caller;
import gg.agis.provisioning.command.Requested.Accepted;
import gg.agis.provisioning.command.Requested.Lacking;
import gg.agis.provisioning.command.Requested.NameTaken;
import gg.agis.provisioning.command.Requested.NotOpen;
import gg.agis.provisioning.command.Requested.TooLong;
import gg.agis.provisioning.command.Requested.TooMany;
import gg.agis.provisioning.command.Requested.UnknownTemplate;
import gg.agis.provisioning.life.Life;
import gg.agis.provisioning.life.LifeMetrics;
import gg.agis.provisioning.person.People;
import gg.agis.provisioning.policy.Policies;
import gg.agis.provisioning.save.Restores;
import gg.agis.provisioning.server.Facts;
import gg.agis.provisioning.server.GuildServers;
import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Server.Identity;
import gg.agis.provisioning.server.Server.Order;
import gg.agis.provisioning.server.Servers;
import gg.agis.provisioning.template.Template;
import gg.agis.provisioning.template.Templates;
import gg.agis.provisioning.treasury.BillingTreasury;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes down that a guild wants a server; below what the guild's policy says it is approved at once. */
@Component
class RequestServer {

    private static final String POLICY = "policy";

    private final Templates templates;
    private final Policies policies;
    private final BillingTreasury billing;
    private final Intake intake;

    RequestServer(Templates templates, Policies policies, BillingTreasury billing, Intake intake) {
        this.templates = templates;
        this.policies = policies;
        this.billing = billing;
        this.intake = intake;
    }

    /** @param serverId made of the cause, so that whoever asks again has asked for the same server */
    Requested request(UUID serverId, Wish wish, Caller caller) {
        var known = intake.servers().find(serverId);
        if (known.isPresent()) {
            return new Accepted(known.get(), true);
        }
        var template = templates.find(wish.template()).orElse(null);
        if (template == null) {
            return new UnknownTemplate();
        }
        if (!policies.isOpenTo(wish.guildId())) {
            return new NotOpen();
        }
        int hoursMax = policies.of(wish.guildId()).hoursMax();
        if (wish.hours() > hoursMax) {
            return new TooLong(hoursMax);
        }
        // Outside of any transaction: no connection waits while billing thinks.
        var available = billing.availableTo(wish.guildId());
        long cost = template.price().of(wish.hours());
        if (available.isPresent() && available.getAsLong() < cost) {
            return new Lacking(cost - available.getAsLong());
        }
        return intake.take(serverId, wish, template, caller);
    }

    /** The part that is one transaction. */
    @Component
    record Intake(
            Servers servers,
            GuildServers guildServers,
            Restores restores,
            Policies policies,
            People people,
            Life life,
            LifeMetrics metrics,
            Outbox outbox,
            TransactionTemplate transaction,
            Clock clock) {

        Requested take(UUID serverId, Wish wish, Template template, Caller caller) {
            return Objects.requireNonNull(transaction.execute(status -> {
                guildServers.lockGuild(wish.guildId());
                var known = servers.find(serverId);
                if (known.isPresent()) {
                    return new Accepted(known.get(), true);
                }
                var policy = policies.of(wish.guildId());
                if (guildServers.countOf(wish.guildId()) >= policy.serversMax()) {
                    return new TooMany(policy.serversMax());
                }
                if (wish.name() != null && guildServers.isTaken(wish.guildId(), wish.name())) {
                    return new NameTaken();
                }
                return new Accepted(add(serverId, wish, template, caller), false);
            }));
        }

        private Server add(UUID serverId, Wish wish, Template template, Caller caller) {
            var now = clock.instant();
            var price = template.price();
            int needed = policies.of(wish.guildId()).approvalsFor(price.of(wish.hours()));
            var name = wish.name() == null ? guildServers.freeName(wish.guildId(), template.id()) : wish.name();
            var server = Server.requested(
                    new Identity(serverId, wish.guildId(), name, template.id(), template.game()),
                    new Order(people.idOf(caller), now, wish.hours(), price.setup(), price.hourly(), needed),
                    wish.autoRenew());
            servers.add(server);
            if (wish.fromSave() != null) {
                restores.add(serverId, wish.fromSave());
            }
            var facts = Facts.of(server, now);
            outbox.publish(facts.requested(caller.playerId().orElse(caller.subject()), server));
            if (needed == 0) {
                server.approve(now);
                outbox.publish(facts.approved(POLICY, 0, 0));
            }
            metrics.requested(template.id());
            life.goOn(server);
            return server;
        }
    }
}
