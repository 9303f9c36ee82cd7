package gg.agis.common.event;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What billing-service states. */
public sealed interface BillingEvent extends Event {

    @Contract(
            type = "billing.balance-changed.v1",
            topic = Topics.BILLING_LEDGER,
            says =
                    "A balance, or what is held of it, is another than before; sequence counts by one per owner and unit.")
    record BalanceChanged(
            @Nullable UUID transferId,
            String owner,
            String unit,
            String kind,
            long amount,
            long available,
            long held,
            String reason,
            String cause,
            long sequence)
            implements BillingEvent {

        @Override
        public String key() {
            return owner;
        }
    }

    /** An answer to what provisioning-service asked; asked again, the present answer is stated again. */
    sealed interface Answer extends BillingEvent {

        UUID requestId();

        @Override
        default String key() {
            return requestId().toString();
        }
    }

    @Contract(
            type = "billing.funds-held.v1",
            topic = Topics.BILLING_REQUESTS,
            says = "The amount is reserved until it is settled or the hold expires.")
    record FundsHeld(UUID requestId, String owner, long amount, Instant expiresAt) implements Answer {}

    @Contract(
            type = "billing.funds-refused.v1",
            topic = Topics.BILLING_REQUESTS,
            says = "The amount could not be reserved: so much is missing.")
    record FundsRefused(UUID requestId, String owner, long amount, long missing) implements Answer {}

    @Contract(
            type = "billing.hold-posted.v1",
            topic = Topics.BILLING_REQUESTS,
            says = "Of a hold so much is spent and the rest has come back.")
    record HoldPosted(UUID requestId, long posted, long returned) implements Answer {}

    @Contract(
            type = "billing.hold-voided.v1",
            topic = Topics.BILLING_REQUESTS,
            says = "A hold has ended and all of it has come back.")
    record HoldVoided(UUID requestId, String reason) implements Answer {}

    @Contract(type = "billing.charged.v1", topic = Topics.BILLING_REQUESTS, says = "The amount is paid.")
    record Charged(UUID requestId, long amount) implements Answer {}

    @Contract(
            type = "billing.charge-refused.v1",
            topic = Topics.BILLING_REQUESTS,
            says = "The amount could not be paid: so much is missing.")
    record ChargeRefused(UUID requestId, long amount, long missing) implements Answer {}

    @Contract(
            type = "billing.customer-changed.v1",
            topic = Topics.BILLING_CUSTOMERS,
            says = "A customer's plan, its limits or its standing, as they are now.")
    record CustomerChanged(
            String customerId,
            long version,
            String plan,
            String status,
            long requestsPerMonth,
            int ratePerSecond,
            int burst,
            boolean softLimit,
            @Nullable String blockedReason,
            Instant paidUntil)
            implements BillingEvent, Versioned {

        @Override
        public String key() {
            return customerId;
        }
    }

    @Contract(type = "billing.tier-changed.v1", topic = Topics.BILLING_TIERS, says = "A player's tier, as it is now.")
    record TierChanged(String playerId, long version, String tier, Instant until) implements BillingEvent, Versioned {

        @Override
        public String key() {
            return playerId;
        }
    }

    /** Of a customer's plan or of a player's premium: exactly one of the two ids is there. */
    sealed interface OfSubscription extends BillingEvent {

        String subscriptionId();

        @Nullable
        String customerId();

        @Nullable
        String playerId();

        String plan();

        @Nullable
        String reason();

        @Override
        default String key() {
            var customer = customerId();
            return customer != null ? customer : Objects.requireNonNull(playerId(), "neither customerId nor playerId");
        }
    }

    @Contract(
            type = "billing.subscription-created.v1",
            topic = Topics.BILLING_SUBSCRIPTIONS,
            says = "A subscription has begun.")
    record SubscriptionCreated(
            String subscriptionId,
            @Nullable String customerId,
            @Nullable String playerId,
            String plan,
            @Nullable String reason)
            implements OfSubscription {}

    @Contract(
            type = "billing.subscription-renewed.v1",
            topic = Topics.BILLING_SUBSCRIPTIONS,
            says = "A subscription goes on for another period.")
    record SubscriptionRenewed(
            String subscriptionId,
            @Nullable String customerId,
            @Nullable String playerId,
            String plan,
            @Nullable String reason)
            implements OfSubscription {}

    @Contract(
            type = "billing.subscription-cancelled.v1",
            topic = Topics.BILLING_SUBSCRIPTIONS,
            says = "A subscription has ended.")
    record SubscriptionCancelled(
            String subscriptionId,
            @Nullable String customerId,
            @Nullable String playerId,
            String plan,
            @Nullable String reason)
            implements OfSubscription {}

    @Contract(
            type = "billing.subscription-past-due.v1",
            topic = Topics.BILLING_SUBSCRIPTIONS,
            says = "A subscription's payment is overdue.")
    record SubscriptionPastDue(
            String subscriptionId,
            @Nullable String customerId,
            @Nullable String playerId,
            String plan,
            @Nullable String reason)
            implements OfSubscription {}

    /** Paid by {@code player:…} or {@code customer:…}. */
    sealed interface OfPayer extends BillingEvent {

        String payer();

        @Override
        default String key() {
            return payer();
        }
    }

    @Contract(
            type = "billing.payment-succeeded.v1",
            topic = Topics.BILLING_PAYMENTS,
            says = "Money of this world has arrived.")
    record PaymentSucceeded(
            String paymentId,
            String payer,
            long amountCents,
            String currency,
            String method,
            @Nullable String failureCode)
            implements OfPayer {}

    @Contract(
            type = "billing.payment-failed.v1",
            topic = Topics.BILLING_PAYMENTS,
            says = "Money of this world was asked for and did not come.")
    record PaymentFailed(
            String paymentId,
            String payer,
            long amountCents,
            String currency,
            String method,
            @Nullable String failureCode)
            implements OfPayer {}

    @Contract(type = "billing.invoice-paid.v1", topic = Topics.BILLING_PAYMENTS, says = "A plan's invoice is paid.")
    record InvoicePaid(
            String invoiceId,
            String payer,
            String plan,
            long amountCents,
            @Nullable String failureCode) implements OfPayer {}

    @Contract(
            type = "billing.invoice-failed.v1",
            topic = Topics.BILLING_PAYMENTS,
            says = "A plan's invoice could not be collected.")
    record InvoiceFailed(
            String invoiceId,
            String payer,
            String plan,
            long amountCents,
            @Nullable String failureCode) implements OfPayer {}

    @Contract(
            type = "billing.credits-low.v1",
            topic = Topics.BILLING_PAYMENTS,
            says = "A customer has used a noteworthy part of the credits of its plan.")
    record CreditsLow(String customerId, long left, int percentUsed) implements BillingEvent {

        @Override
        public String key() {
            return "customer:" + customerId;
        }
    }

    @Contract(
            type = "billing.customer-erased.v1",
            topic = Topics.BILLING_ERASURES,
            says = "A customer is to be forgotten, by everyone who knows it.")
    record CustomerErased(String customerId, Instant at) implements BillingEvent {

        @Override
        public String key() {
            return customerId;
        }
    }

    @Contract(
            type = "billing.erasure-done.v1",
            topic = Topics.BILLING_ERASURES,
            says = "The service named has forgotten the customer.")
    record ErasureDone(String customerId, String service) implements BillingEvent {

        @Override
        public String key() {
            return customerId;
        }
    }
}
