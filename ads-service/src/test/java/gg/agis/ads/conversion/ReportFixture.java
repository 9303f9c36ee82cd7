package gg.agis.ads.conversion;

import gg.agis.ads.FrontDoor;
import gg.agis.ads.conversion.Report.Chargeback;
import gg.agis.ads.conversion.Report.Completed;
import gg.agis.ads.conversion.Report.NonPaying;
import gg.agis.ads.conversion.Report.Unusable;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One task of a player, and what its network may report of it. */
public record ReportFixture(
        String transactionId, String player, @Nullable String guild, long amount, Circumstances circumstances) {

    public static ReportFixture aTaskOf(String player) {
        return new ReportFixture(FrontDoor.someTransaction(), player, null, 360, Circumstances.UNKNOWN);
    }

    public ReportFixture worth(long gc) {
        return new ReportFixture(transactionId, player, guild, gc, circumstances);
    }

    public ReportFixture forGuild(String guildId) {
        return new ReportFixture(transactionId, player, guildId, amount, circumstances);
    }

    public ReportFixture from(String ip) {
        return in(new Circumstances(ip, null, null, null, null));
    }

    public ReportFixture on(String device) {
        return in(new Circumstances(null, device, null, null, null));
    }

    /** Suspicious, so that it is held; see {@link #fraudulent()} for more. */
    public ReportFixture overpaid() {
        return in(new Circumstances(null, null, null, null, 1L));
    }

    /** Suspicious beyond doubt: nobody pays so much, nor clicks so quickly. */
    public ReportFixture fraudulent() {
        var now = Instant.now();
        return in(new Circumstances(null, null, now, now, 1L));
    }

    private ReportFixture in(Circumstances other) {
        return new ReportFixture(transactionId, player, guild, amount, other);
    }

    public UUID id() {
        return completed().conversionId();
    }

    public Completed completed() {
        return new Completed(
                "ayet",
                transactionId,
                player,
                guild,
                "offerwall",
                amount,
                amount * 1_000,
                circumstances,
                Map.of("external_identifier", player, "offer_name", "Raid"));
    }

    public Chargeback chargeback() {
        return new Chargeback("ayet", transactionId, player, amount, "advertiser_rejected");
    }

    /** By a network that does not say whose it is. */
    public Chargeback anonymousChargeback() {
        return new Chargeback("ayet", transactionId, null, amount, "advertiser_rejected");
    }

    NonPaying installed() {
        return new NonPaying("ayet", transactionId, "installation");
    }

    Unusable unusable() {
        return new Unusable("ayet", transactionId, "amount_invalid", "transaction_id=" + transactionId + "&amount=NaN");
    }
}
