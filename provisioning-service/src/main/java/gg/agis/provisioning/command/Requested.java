package gg.agis.provisioning.command;

import gg.agis.provisioning.server.Server;

/** What became of a wish for a server. */
sealed interface Requested {

    /** It is on its way, {@code repeated} if it was before. */
    record Accepted(Server server, boolean repeated) implements Requested {}

    record UnknownTemplate() implements Requested {}

    /** Servers are not open to this guild yet. */
    record NotOpen() implements Requested {}

    record TooLong(int hoursMax) implements Requested {}

    record TooMany(int serversMax) implements Requested {}

    record NameTaken() implements Requested {}

    record Lacking(long missing) implements Requested {}
}
