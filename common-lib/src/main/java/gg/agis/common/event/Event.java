package gg.agis.common.event;

/**
 * A fact that one service states and others live on.
 *
 * <p>Facts carry primitives, ids as strings or UUIDs, and instants: no entity and no class name ever reaches the wire.
 * What a fact is called there, and on which topic it travels, its {@link Contract} says. A field that may be absent is
 * {@code @Nullable} here and left out there.
 */
public sealed interface Event
        permits AdsEvent, BillingEvent, DiscordEvent, ExperimentsEvent, GatewayEvent, ProvisioningEvent, UsageEvent {

    /** The aggregate that this fact is about; facts with one key arrive in the order in which they were committed. */
    String key();
}
