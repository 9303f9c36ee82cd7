package gg.agis.provisioning.command;

import gg.agis.common.token.Caller;
import gg.agis.common.web.paging.Page;
import gg.agis.common.web.paging.Slice;
import gg.agis.provisioning.command.ServerView.Views;
import gg.agis.provisioning.server.GuildServers;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All servers that a guild has, or had. */
@RestController
class GuildServersController {

    private static final Instant NEWEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID LAST = new UUID(-1, -1);

    private final GuildServers servers;
    private final Views views;

    GuildServersController(GuildServers servers, Views views) {
        this.servers = servers;
        this.views = views;
    }

    /** Newest first. */
    @GetMapping("/api/guilds/{guildId:[0-9]{1,20}}/servers")
    Page<ServerView> list(@PathVariable String guildId, Slice slice, Caller caller) {
        caller.requireMember(guildId);
        var before = slice.after()
                .map(cursor -> Instant.parse(cursor.substring(0, cursor.indexOf(' '))))
                .orElse(NEWEST);
        var behind = slice.after()
                .map(cursor -> UUID.fromString(cursor.substring(cursor.indexOf(' ') + 1)))
                .orElse(LAST);
        var found = servers.ofGuild(guildId, before, behind, slice.rowsMax()).stream()
                .map(views::of)
                .toList();
        return slice.page(found, view -> view.requestedAt() + " " + view.serverId());
    }
}
