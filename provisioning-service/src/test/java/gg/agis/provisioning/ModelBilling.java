package gg.agis.provisioning;

import gg.agis.common.event.BillingEvent.Answer;
import gg.agis.common.event.BillingEvent.ChargeRefused;
import gg.agis.common.event.BillingEvent.Charged;
import gg.agis.common.event.BillingEvent.FundsHeld;
import gg.agis.common.event.BillingEvent.FundsRefused;
import gg.agis.common.event.BillingEvent.HoldPosted;
import gg.agis.common.event.BillingEvent.HoldVoided;
import gg.agis.common.event.ProvisioningEvent.Ask;
import gg.agis.common.event.ProvisioningEvent.ChargeRequested;
import gg.agis.common.event.ProvisioningEvent.HoldRequested;
import gg.agis.common.event.ProvisioningEvent.HoldSettled;
import gg.agis.common.event.ProvisioningEvent.RefundDue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers as billing-service does, and keeps books of one treasury per guild that have to add up. */
public final class ModelBilling {

    private enum State {
        HELD,
        POSTED,
        VOIDED,
        EXPIRED,
        CHARGED
    }

    private static final class Request {
        private State state;
        private final String guild;
        private final long amount;
        private long paid;
        private long refunded;
        private String reason = "released";

        private Request(State state, String guild, long amount) {
            this.state = state;
            this.guild = guild;
            this.amount = amount;
        }
    }

    private final Map<String, Long> available = new HashMap<>();
    private final Map<UUID, Request> requests = new HashMap<>();
    private final Set<UUID> refunds = new HashSet<>();

    public synchronized void give(String guild, long amount) {
        available.merge(guild, amount, Long::sum);
    }

    public synchronized long availableTo(String guild) {
        return available.getOrDefault(guild, 0L);
    }

    /** What is set aside at this moment. */
    public synchronized long heldOf(String guild) {
        return requests.values().stream()
                .filter(request -> request.guild.equals(guild) && request.state == State.HELD)
                .mapToLong(request -> request.amount)
                .sum();
    }

    /** What a guild has spent and not got back. */
    public synchronized long spentBy(String guild) {
        return requests.values().stream()
                .filter(request -> request.guild.equals(guild))
                .mapToLong(request -> request.paid - request.refunded)
                .sum();
    }

    public synchronized void expire(UUID requestId) {
        var request = requests.get(requestId);
        if (request != null && request.state == State.HELD) {
            give(request.guild, request.amount);
            request.state = State.EXPIRED;
            request.reason = "expired";
        }
    }

    public synchronized Optional<Answer> answer(Ask ask) {
        return switch (ask) {
            case HoldRequested hold -> Optional.of(hold(hold));
            case HoldSettled settled -> Optional.of(settle(settled));
            case ChargeRequested charge -> Optional.of(charge(charge));
            case RefundDue refund -> {
                refund(refund);
                yield Optional.empty();
            }
        };
    }

    private Answer hold(HoldRequested ask) {
        var present = requests.get(ask.requestId());
        if (present != null) {
            if (present.state != State.VOIDED && present.amount != ask.amount()) {
                throw new AssertionError("another amount than before: " + ask);
            }
            return told(ask.requestId(), present);
        }
        long missing = ask.amount() - availableTo(ask.guildId());
        if (missing > 0) {
            return new FundsRefused(ask.requestId(), "guild:" + ask.guildId(), ask.amount(), missing);
        }
        give(ask.guildId(), -ask.amount());
        var request = new Request(State.HELD, ask.guildId(), ask.amount());
        requests.put(ask.requestId(), request);
        return new FundsHeld(ask.requestId(), "guild:" + ask.guildId(), ask.amount(), ask.expiresAt());
    }

    private Answer settle(HoldSettled ask) {
        var request = requests.computeIfAbsent(ask.requestId(), id -> new Request(State.VOIDED, ask.guildId(), 0));
        boolean use = ask.outcome().equals("use");
        if (request.state == State.HELD) {
            request.state = use ? State.POSTED : State.VOIDED;
            request.paid = use ? ask.used() : 0;
            give(request.guild, request.amount - request.paid);
        } else if (request.state == State.EXPIRED && use && availableTo(request.guild) >= ask.used()) {
            give(request.guild, -ask.used());
            request.state = State.POSTED;
            request.paid = ask.used();
        }
        return told(ask.requestId(), request);
    }

    private Answer charge(ChargeRequested ask) {
        var present = requests.get(ask.requestId());
        if (present != null) {
            if (present.amount != ask.amount()) {
                throw new AssertionError("another amount than before: " + ask);
            }
            return told(ask.requestId(), present);
        }
        long missing = ask.amount() - availableTo(ask.guildId());
        if (missing > 0) {
            return new ChargeRefused(ask.requestId(), ask.amount(), missing);
        }
        give(ask.guildId(), -ask.amount());
        var request = new Request(State.CHARGED, ask.guildId(), ask.amount());
        request.paid = ask.amount();
        requests.put(ask.requestId(), request);
        return told(ask.requestId(), request);
    }

    private void refund(RefundDue ask) {
        if (!refunds.add(ask.refundId())) {
            return;
        }
        var request = requests.get(ask.requestId());
        if (request == null || request.refunded + ask.amount() > request.paid) {
            throw new AssertionError("so much cannot come back: " + ask);
        }
        request.refunded += ask.amount();
        give(request.guild, ask.amount());
    }

    private static Answer told(UUID id, Request request) {
        return switch (request.state) {
            case HELD ->
                new FundsHeld(
                        id, "guild:" + request.guild, request.amount, java.time.Instant.parse("2030-01-01T00:00:00Z"));
            case POSTED -> new HoldPosted(id, request.paid, request.amount - request.paid);
            case VOIDED, EXPIRED -> new HoldVoided(id, request.reason);
            case CHARGED -> new Charged(id, request.amount);
        };
    }
}
