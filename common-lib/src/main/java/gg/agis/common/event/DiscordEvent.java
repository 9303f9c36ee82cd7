package gg.agis.common.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What discord-service states, and what others answer to an erasure that it leads. */
public sealed interface DiscordEvent extends Event {

    @Contract(
            type = "discord.member-changed.v1",
            topic = Topics.DISCORD_MEMBERS,
            says = "A member's roles in a guild, as they are now.")
    record MemberChanged(
            long version, String guildId, String playerId, boolean member, boolean officer, boolean mod, boolean admin)
            implements DiscordEvent, Versioned {

        @Override
        public String key() {
            return guildId + ":" + playerId;
        }
    }

    @Contract(
            type = "discord.guild-chosen.v1",
            topic = Topics.DISCORD_HOMES,
            says = "The guild that a player earns for, as it is now.")
    record GuildChosen(long version, String playerId, String guildId) implements DiscordEvent, Versioned {

        @Override
        public String key() {
            return playerId;
        }
    }

    @Contract(
            type = "discord.entitlement-changed.v1",
            topic = Topics.DISCORD_ENTITLEMENTS,
            says = "What a player bought from Discord's shop, as it is now.")
    record EntitlementChanged(
            long version,
            String entitlementId,
            String skuId,
            String playerId,
            boolean active,
            boolean consumable,
            @Nullable Instant endsAt)
            implements DiscordEvent, Versioned {

        @Override
        public String key() {
            return playerId;
        }
    }

    @Contract(
            type = "discord.player-erased.v1",
            topic = Topics.DISCORD_ERASURES,
            says = "A player is to be forgotten, by everyone who knows them.")
    record PlayerErased(String playerId, Instant at) implements DiscordEvent {

        @Override
        public String key() {
            return playerId;
        }
    }

    @Contract(
            type = "discord.erasure-done.v1",
            topic = Topics.DISCORD_ERASURES,
            says = "The service named has forgotten the player.")
    record ErasureDone(String playerId, String service) implements DiscordEvent {

        @Override
        public String key() {
            return playerId;
        }
    }
}
