package gg.agis.provisioning.command;

import gg.agis.provisioning.server.Server;

/** What became of what somebody told a server to do. */
sealed interface Commanded {

    /** As it stands now; done, or done before. */
    record Done(Server server) implements Commanded {}

    /** That makes no sense as it stands. */
    record WrongState(Server server) implements Commanded {}

    record TooLong(int hoursMax) implements Commanded {}

    record Lacking(long missing) implements Commanded {}
}
