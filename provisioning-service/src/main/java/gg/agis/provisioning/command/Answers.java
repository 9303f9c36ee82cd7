package gg.agis.provisioning.command;

import gg.agis.common.web.Problem;
import gg.agis.provisioning.server.Server;

/** What people are told who asked for a server, or for hours of one. */
final class Answers {

    private static final int HOURS_MAX = 720;

    private Answers() {}

    /** The server that was asked for, or why there is none. */
    static Server taken(Requested requested) {
        return switch (requested) {
            case Requested.Accepted accepted -> accepted.server();
            case Requested.UnknownTemplate _ ->
                throw Problem.badRequest(
                        "invalid-template", "There is no template of this name. GET /api/templates lists them.");
            case Requested.NotOpen _ ->
                throw Problem.forbidden("Servers are not open to this guild yet. Ask an administrator.");
            case Requested.TooLong(int hoursMax) -> throw invalidDuration(hoursMax);
            case Requested.TooMany(int serversMax) ->
                throw Problem.conflict(
                                "server-quota-reached",
                                "This guild may have %d servers at once. End one first, or change the server policy."
                                        .formatted(serversMax))
                        .with("serversMax", serversMax);
            case Requested.NameTaken _ ->
                throw Problem.conflict(
                        "name-taken", "This guild has a server of this name. Take another name, or none.");
            case Requested.Lacking(long missing) -> throw insufficientFunds(missing);
        };
    }

    static int positive(int hours) {
        if (hours < 1) {
            throw invalidDuration(HOURS_MAX);
        }
        return hours;
    }

    static Problem invalidDuration(int hoursMax) {
        var detail = "The field 'hours' is a number from 1 to %d.".formatted(hoursMax);
        return Problem.badRequest("invalid-duration", detail).error("hours", "invalid-duration", detail);
    }

    static Problem insufficientFunds(long missing) {
        return Problem.unprocessable(
                        "insufficient-funds",
                        "The guild's treasury has %d GC too little for that. Contribute first.".formatted(missing))
                .with("missing", missing);
    }
}
