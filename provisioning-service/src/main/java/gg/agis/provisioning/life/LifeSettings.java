package gg.agis.provisioning.life;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long things may take in a server's life.
 *
 * @param startLimit a game that is not ready by then is given up
 * @param restoreLimit data that have not been brought back by then are given up; only then does the start limit begin
 * @param holdSlack a hold stands for so much longer than the start may take
 * @param renewAhead the next hour is asked for so long before it begins
 * @param askAgain what was not answered is asked again
 * @param refusedAgain what was refused is asked again; a credit makes it sooner
 * @param runOn without an answer a server runs on for so long at most
 * @param grace a suspended server's data is kept for it so long
 * @param fundingLimit a start that cannot be paid by then has failed
 * @param approvalLimit nobody has approved it by then
 * @param asleepMax a server that renews itself may sleep so long
 * @param wakeBackoff how long after the first, second, … failure it is tried again
 * @param look a running game is looked at so often, whatever the cluster tells by itself
 */
@Validated
@ConfigurationProperties("agis.provisioning.life")
public record LifeSettings(
        @DefaultValue("10m") @NotNull Duration startLimit,
        @DefaultValue("60m") @NotNull Duration restoreLimit,
        @DefaultValue("30m") @NotNull Duration holdSlack,
        @DefaultValue("15m") @NotNull Duration renewAhead,
        @DefaultValue("1m") @NotNull Duration askAgain,
        @DefaultValue("5m") @NotNull Duration refusedAgain,
        @DefaultValue("60m") @NotNull Duration runOn,
        @DefaultValue("72h") @NotNull Duration grace,
        @DefaultValue("24h") @NotNull Duration fundingLimit,
        @DefaultValue("7d") @NotNull Duration approvalLimit,
        @DefaultValue("30d") @NotNull Duration asleepMax,
        @DefaultValue({"1m", "5m", "15m"}) @NotEmpty List<Duration> wakeBackoff,
        @DefaultValue("1m") @NotNull Duration look) {

    public LifeSettings {
        wakeBackoff = List.copyOf(wakeBackoff);
    }

    /** Until when a hold has to stand that is asked for now. */
    public Duration holdFor() {
        return startLimit.plus(holdSlack);
    }

    Duration backoffAfter(int failures) {
        return wakeBackoff.get(Math.min(failures, wakeBackoff.size() - 1));
    }
}
