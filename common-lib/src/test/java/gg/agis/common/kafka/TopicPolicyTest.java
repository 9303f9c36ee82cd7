package gg.agis.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import gg.agis.common.event.Contracts;
import gg.agis.common.event.Topics;
import gg.agis.common.event.Versioned;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicPolicyTest {

    private static final Set<String> NOT_KEYED_BY_SOMEONE = Set.of(Topics.EXPERIMENTS_DEFINITIONS, Topics.USAGE_ALERTS);
    private static final Set<String> WITH_SCHEMA =
            Set.of("discord", "ads", "billing", "experiments", "provisioning", "usage");

    private final Map<String, TopicPolicy> policies =
            TopicPolicy.all().stream().collect(Collectors.toMap(TopicPolicy::name, Function.identity()));

    @Test
    void everyContractsTopicIsThereAndDeadLettersOfServicesWithASchemaAndNothingElse() {
        var expected =
                Contracts.all().stream().map(c -> Contracts.of(c).topic()).collect(Collectors.toSet());
        WITH_SCHEMA.forEach(service -> expected.add(Topics.deadLetters(service)));

        assertThat(policies.keySet()).isEqualTo(expected);
    }

    @Test
    void topicsOfSomeoneHaveTwelvePartitionsAndTheRestThree() {
        assertThat(policies.values())
                .allSatisfy(policy -> assertThat(policy.partitions())
                        .as(policy.name())
                        .isEqualTo(
                                NOT_KEYED_BY_SOMEONE.contains(policy.name())
                                                || policy.name().endsWith(".dead-letters")
                                        ? 3
                                        : 12));
    }

    @Test
    void factsStayThirtyDaysCountsFiveMinutesAndCompactedTopicsForEver() {
        assertThat(policies.values()).allSatisfy(policy -> {
            var stays = policy.name().equals(Topics.GATEWAY_COUNTS) ? Duration.ofMinutes(5) : Duration.ofDays(30);
            if (policy.compacted()) {
                assertThat(policy.retention()).as(policy.name()).isEmpty();
            } else {
                assertThat(policy.retention()).as(policy.name()).contains(stays);
            }
        });
    }

    @Test
    void everyRecordOfACompactedTopicHasAVersion() {
        assertThat(policies.values().stream().filter(TopicPolicy::compacted).map(TopicPolicy::name))
                .containsExactlyInAnyOrder(
                        Topics.BILLING_CUSTOMERS,
                        Topics.BILLING_TIERS,
                        Topics.EXPERIMENTS_DEFINITIONS,
                        Topics.USAGE_ACCESS,
                        Topics.DISCORD_MEMBERS,
                        Topics.DISCORD_HOMES);
        assertThat(Contracts.all())
                .filteredOn(c -> policy(Contracts.of(c).topic()).compacted())
                .allSatisfy(c -> assertThat(Versioned.class).isAssignableFrom(c));
    }

    @Test
    void aFactsOwnerOrWhoeverItIsAskedOfProducesIt() {
        assertThat(policies.values())
                .allSatisfy(policy -> assertThat(policy.producers()).isNotEmpty());
        assertThat(policy(Topics.DISCORD_ERASURES).producers()).isEqualTo(WITH_SCHEMA);
    }

    private TopicPolicy policy(String topic) {
        return Objects.requireNonNull(policies.get(topic), topic);
    }
}
