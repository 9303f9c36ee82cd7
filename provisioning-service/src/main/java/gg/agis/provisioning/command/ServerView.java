package gg.agis.provisioning.command;

import gg.agis.provisioning.server.Server;
import gg.agis.provisioning.server.Server.Address;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A server as its guild sees it. */
record ServerView(
        UUID serverId,
        String guildId,
        String name,
        String template,
        String game,
        String state,
        boolean autoRenew,
        Cost cost,
        ApprovalsView approvals,
        @Nullable String address,
        @Nullable Integer port,
        @Nullable Instant paidUntil,
        @Nullable Instant graceUntil,
        @Nullable Integer players,
        @Nullable String reason,
        Instant requestedAt) {

    /** What was asked for, at the prices of that moment. */
    record Cost(long setup, long hourly, int hours, long total) {}

    /** How many are needed, and whose are given. */
    record ApprovalsView(int needed, List<String> given) {}

    /** Makes views. */
    @Component
    record Views(Approvals approvals) {

        ServerView of(Server server) {
            var order = server.order();
            var where = server.game().address();
            boolean joinable = server.game().isReady();
            return new ServerView(
                    server.id(),
                    server.guildId(),
                    server.name(),
                    server.template(),
                    server.gameName(),
                    server.state().wireName(),
                    server.autoRenew(),
                    new Cost(order.setup(), order.hourly(), order.hours(), order.cost()),
                    new ApprovalsView(order.approvalsNeeded(), approvals.given(server.id())),
                    joinable ? host(where) : null,
                    joinable ? port(where) : null,
                    server.paidUntil().orElse(null),
                    server.rest().graceUntil(),
                    server.game().players(),
                    server.reason(),
                    order.at());
        }

        private static @Nullable String host(@Nullable Address where) {
            return where == null ? null : where.host();
        }

        private static @Nullable Integer port(@Nullable Address where) {
            return where == null ? null : where.port();
        }
    }
}
