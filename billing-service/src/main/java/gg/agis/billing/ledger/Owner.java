package gg.agis.billing.ledger;

import java.util.regex.Pattern;

/** Whose account it is, as it stands in the ledger and in its events: {@code player:123}, {@code house:ads}. */
public record Owner(String name) {

    private static final Pattern FORM = Pattern.compile("(player|guild|customer|house):[A-Za-z0-9_-]{1,64}");

    /** Where the GC of ad rewards come from: what the networks pay the community for. */
    public static final Owner ADS = new Owner("house:ads");

    public Owner {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not an owner: " + name);
        }
    }

    public static Owner player(String playerId) {
        return new Owner("player:" + playerId);
    }

    /** A house account is everyone's other side, so it is never locked and its balance never stored. */
    boolean isHouse() {
        return name.startsWith("house:");
    }

    @Override
    public String toString() {
        return name;
    }
}
