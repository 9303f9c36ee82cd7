package gg.agis.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.UsageEvent.AccessHeartbeat;
import gg.agis.common.event.UsageEvent.AccessKey;
import gg.agis.common.event.UsageEvent.CustomerLimits;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractsTest {

    @Test
    void aTypeIsFoundByItsNameAndKnowsItsTopic() {
        assertThat(Contracts.named("billing.tier-changed.v1")).contains(BillingEvent.TierChanged.class);
        assertThat(Contracts.of(BillingEvent.TierChanged.class).topic()).isEqualTo("billing.tiers");
        assertThat(Contracts.named("billing.tier-changed.v2")).isEmpty();
    }

    @Test
    void theOwnerIsThePrefixOfTheName() {
        assertThat(Contracts.all())
                .allSatisfy(contract -> assertThat(Contracts.of(contract).type())
                        .matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)\\.v[1-9]")
                        .startsWith(contract.getDeclaringClass()
                                        .getSimpleName()
                                        .replace("Event", "")
                                        .toLowerCase(Locale.ROOT)
                                + "."));
    }

    @Test
    void oneKindsContractsAreFound() {
        assertThat(Contracts.within(UsageEvent.Access.class))
                .containsExactlyInAnyOrder(AccessKey.class, CustomerLimits.class, AccessHeartbeat.class);
    }

    @Test
    void everyFactHasTheKeyOfItsTopic() {
        assertThat(Samples.ofAll())
                .extracting(event -> Contracts.of(event).topic() + " " + event.key())
                .containsOnlyOnceElementsOf(Set.of(
                        "discord.members 197038439483310086:81384788765712384",
                        "usage.access key:some-keyHash",
                        "usage.access heartbeat:100"))
                .contains(
                        "ads.conversions 81384788765712384",
                        "billing.ledger player:81384788765712384",
                        "billing.customers c-1042",
                        "billing.tiers 81384788765712384",
                        "billing.subscriptions c-1042",
                        "billing.subscriptions 81384788765712384",
                        "billing.payments customer:c-1042",
                        "billing.erasures c-1042",
                        "experiments.definitions reward-boost",
                        "experiments.exposures 81384788765712384",
                        "usage.requests c-1042",
                        "usage.access customer:c-1042",
                        "usage.metering c-1042",
                        "gateway.counts c-1042",
                        "discord.homes 81384788765712384",
                        "discord.entitlements 81384788765712384",
                        "discord.erasures 81384788765712384");
    }
}
