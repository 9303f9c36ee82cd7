package gg.agis.billing.hold;

import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.FundsRefused;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import java.util.ArrayList;
import java.util.List;

/** What a treasury with one request should come to, in a few lines: 100 GC, 80 asked for, 50 used. */
final class ModelTreasury {

    enum Step {
        HOLD,
        USE,
        RELEASE,
        /** The hold has had its time, and nobody has come to give it back yet. */
        LATE,
        EXPIRY,
        CHARGEBACK,
        CONTRIBUTION
    }

    static final long AT_FIRST = 100;
    static final long USED = 50;
    static final long CHARGED_BACK = 130;
    static final long CONTRIBUTED = 60;

    private final AskFixture server;
    private String state = "none";
    private String reason = "";
    private boolean late;
    private long balance = AT_FIRST;
    private long held;
    private int changes;
    private final List<Answer> answers = new ArrayList<>();

    ModelTreasury(AskFixture server) {
        this.server = server;
    }

    void take(Step step) {
        switch (step) {
            case HOLD -> hold();
            case USE -> use();
            case RELEASE -> release();
            case LATE -> late = true;
            case EXPIRY -> {
                late = true;
                if (state.equals("held")) {
                    change(0, -server.amount());
                    voided("expired", "expired");
                }
            }
            case CHARGEBACK -> change(-CHARGED_BACK, 0);
            case CONTRIBUTION -> change(CONTRIBUTED, 0);
        }
    }

    private void hold() {
        long missing = Math.max(0, server.amount() - balance + held);
        if (!state.equals("none")) {
            present();
        } else if (late || missing > 0) {
            answers.add(new FundsRefused(server.requestId(), server.owner().name(), server.amount(), missing));
        } else {
            change(0, server.amount());
            state = "held";
            present();
        }
    }

    private void use() {
        if (state.equals("none")) {
            voided("voided", "unknown");
        } else if (state.equals("held") || (state.equals("expired") && balance - held >= USED)) {
            change(-USED, -held);
            state = "posted";
            present();
        } else {
            present();
        }
    }

    private void release() {
        if (state.equals("held")) {
            change(0, -server.amount());
        }
        if (state.equals("held") || state.equals("none")) {
            voided("voided", "released");
        } else {
            present();
        }
    }

    private void voided(String as, String because) {
        state = as;
        reason = because;
        present();
    }

    private void present() {
        answers.add(
                switch (state) {
                    case "held" ->
                        new FundsHeld(server.requestId(), server.owner().name(), server.amount(), server.expiresAt());
                    case "posted" -> new HoldPosted(server.requestId(), USED, server.amount() - USED);
                    default -> new HoldVoided(server.requestId(), reason);
                });
    }

    private void change(long balanceBy, long heldBy) {
        balance += balanceBy;
        held += heldBy;
        changes++;
    }

    boolean isLate() {
        return late;
    }

    long balance() {
        return balance;
    }

    long held() {
        return held;
    }

    /** How often the treasury's figures became others. */
    int changes() {
        return changes;
    }

    List<Answer> answers() {
        return answers;
    }
}
