package gg.agis.common.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param listen whether this process consumes
 * @param concurrency consumers per listener; more than one shares out the partitions of its topics
 * @param pollRecords at most so many facts share a transaction
 * @param tries how often a fact is tried by itself before it becomes a dead letter
 * @param sessionTimeout after which a consumer that died has its partitions taken over
 */
@ConfigurationProperties("agis.inbox")
record InboxSettings(
        @DefaultValue("true") boolean listen,
        @DefaultValue("1") int concurrency,
        @DefaultValue("500") int pollRecords,
        @DefaultValue("3") int tries,
        @DefaultValue("10s") Duration sessionTimeout) {

    InboxSettings {
        if (concurrency < 1 || pollRecords < 1 || tries < 1) {
            throw new IllegalArgumentException("agis.inbox: concurrency, poll-records and tries are at least 1");
        }
    }
}
