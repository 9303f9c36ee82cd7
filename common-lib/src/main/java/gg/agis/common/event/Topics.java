package gg.agis.common.event;

/** The topics' names; what each is like, {@code topics.yml} says. */
public final class Topics {

    public static final String ADS_CONVERSIONS = "ads.conversions";
    public static final String BILLING_LEDGER = "billing.ledger";
    public static final String BILLING_REQUESTS = "billing.requests";
    public static final String BILLING_CUSTOMERS = "billing.customers";
    public static final String BILLING_TIERS = "billing.tiers";
    public static final String BILLING_SUBSCRIPTIONS = "billing.subscriptions";
    public static final String BILLING_PAYMENTS = "billing.payments";
    public static final String BILLING_ERASURES = "billing.erasures";
    public static final String PROVISIONING_SERVERS = "provisioning.servers";
    public static final String EXPERIMENTS_DEFINITIONS = "experiments.definitions";
    public static final String EXPERIMENTS_EXPOSURES = "experiments.exposures";
    public static final String USAGE_REQUESTS = "usage.requests";
    public static final String USAGE_ACCESS = "usage.access";
    public static final String USAGE_METERING = "usage.metering";
    public static final String USAGE_ALERTS = "usage.alerts";
    public static final String GATEWAY_COUNTS = "gateway.counts";
    public static final String DISCORD_MEMBERS = "discord.members";
    public static final String DISCORD_HOMES = "discord.homes";
    public static final String DISCORD_ENTITLEMENTS = "discord.entitlements";
    public static final String DISCORD_ERASURES = "discord.erasures";

    private Topics() {}

    /** Where a service's listeners put what they cannot apply. */
    public static String deadLetters(String service) {
        return service + ".dead-letters";
    }
}
