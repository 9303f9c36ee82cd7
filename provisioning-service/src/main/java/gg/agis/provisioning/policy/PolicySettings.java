package gg.agis.provisioning.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for a guild that has not said otherwise, and which guilds may have servers at all.
 *
 * @param guilds {@code all}, or the guilds by comma to which this is open
 */
@Validated
@ConfigurationProperties("agis.provisioning")
public record PolicySettings(
        @DefaultValue("all") @NotNull Set<String> guilds,
        @DefaultValue @NotNull Usual policy) {

    public PolicySettings {
        guilds = Set.copyOf(guilds);
    }

    boolean isOpenTo(String guildId) {
        return guilds.contains("all") || guilds.contains(guildId);
    }

    /** As in {@link ServerPolicy}. */
    public record Usual(
            @DefaultValue("0") @PositiveOrZero long autoApproveBelowGc,
            @DefaultValue("1") @Min(1) @Max(10) int approvalsNeeded,
            @DefaultValue("5") @PositiveOrZero @Max(50) int serversMax,
            @DefaultValue("720") @Min(1) @Max(720) int hoursMax) {}
}
