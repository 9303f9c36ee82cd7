package gg.agis.common.inbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param listen whether this process consumes
 * @param concurrency consumers per listener; more than one shares out the partitions of its topics
 * @param pollRecords at most so many facts share a transaction
 * @param tries how often a fact is tried by itself before it becomes a dead letter
 * @param sessionTimeout after which a consumer that died has its partitions taken over
 */
@Validated
@ConfigurationProperties("agis.inbox")
record InboxSettings(
        @DefaultValue("true") boolean listen,
        @DefaultValue("1") @Min(1) @Max(12) int concurrency,
        @DefaultValue("500") @Min(1) @Max(2000) int pollRecords,
        @DefaultValue("3") @Min(1) @Max(10) int tries,
        @DefaultValue("10s") Duration sessionTimeout) {}
