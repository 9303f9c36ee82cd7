package gg.agis.provisioning.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a guild allows its officers.
 *
 * @param autoApproveBelowGc what costs less needs nobody's approval; 0: everything does
 * @param sleepAfterMinutes after so long without players a server falls asleep; absent: never
 * @param wakeOnDemand whether any member may wake it, and not officers alone
 */
public record ServerPolicy(
        long autoApproveBelowGc,
        int approvalsNeeded,
        int serversMax,
        int hoursMax,
        @Nullable Integer sleepAfterMinutes,
        boolean wakeOnDemand) {

    /** How many officers have to agree to what costs so much. */
    public int approvalsFor(long cost) {
        return cost < autoApproveBelowGc ? 0 : approvalsNeeded;
    }
}
