package gg.agis.provisioning.cluster;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Programs that run once beside a server's data. As with games, what is there already is not made twice. */
public interface SaverJobs {

    /**
     * What is to be done.
     *
     * @param name made of the cause, so that whoever asks again asks about the same
     * @param arguments {@link #DATA} stands for where the data lies
     * @param besideGame the data is in use, and can be reached from where the game runs alone
     * @param writes whether the data is changed
     * @param secrets variables that nobody else is to see
     */
    record Work(
            String name,
            UUID serverId,
            String image,
            List<String> arguments,
            boolean besideGame,
            boolean writes,
            Map<String, String> secrets) {

        public Work {
            arguments = List.copyOf(arguments);
            secrets = Map.copyOf(secrets);
        }

        /** Never the secrets, wherever this ends up. */
        @Override
        public String toString() {
            return "Work[name=%s, arguments=%s]".formatted(name, arguments);
        }
    }

    enum Outcome {
        UNDER_WAY,
        SUCCEEDED,
        FAILED,
        /** The cluster gave no answer, or one that says nothing. */
        UNKNOWN
    }

    /** Where the data lies, for those who run there. */
    String DATA = "/data";

    /** Has it done if nobody does it yet, and tells how far it is. */
    Outcome tend(Work work);

    /** Forgets what has been done; whether the cluster has taken note, or knew of none. */
    boolean remove(String name);
}
