package gg.agis.billing.ledger;

import java.util.regex.Pattern;

/** Whose account it is, as it stands in the ledger and in its events: {@code player:123}, {@code house:ads}. */
public record Owner(String name) {

    private static final Pattern FORM = Pattern.compile("(player|guild|customer|house):[A-Za-z0-9_-]{1,64}");

    /** Where the GC of ad rewards come from: what the networks pay the community for. */
    public static final Owner ADS = new Owner("house:ads");

    /** Where game servers are paid, and refunded from. */
    public static final Owner SERVERS = new Owner("house:servers");

    public static final Owner SHOP = new Owner("house:shop");

    /** What the community gives away each day. */
    public static final Owner DAILY = new Owner("house:daily");

    /** The other side of what operators grant, take and put right. */
    public static final Owner OPERATORS = new Owner("house:operators");

    public Owner {
        if (!isOne(name)) {
            throw new IllegalArgumentException("not an owner: " + name);
        }
    }

    public static boolean isOne(String name) {
        return FORM.matcher(name).matches();
    }

    public static Owner player(String playerId) {
        return new Owner("player:" + playerId);
    }

    public static Owner guild(String guildId) {
        return new Owner("guild:" + guildId);
    }

    public boolean isGuild() {
        return name.startsWith("guild:");
    }

    /** A house account is everyone's other side, so it is never locked and its balance never stored. */
    public boolean isHouse() {
        return name.startsWith("house:");
    }

    @Override
    public String toString() {
        return name;
    }
}
