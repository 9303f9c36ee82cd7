package gg.agis.provisioning.cluster;

import gg.agis.provisioning.template.Template;
import java.util.List;
import java.util.UUID;

/**
 * Where games run. Everything may be asked again: a game is known by its name, and what is there already is not made
 * twice.
 */
public interface GameCluster {

    /** What is to be made. */
    record Order(UUID serverId, String guildId, int generation, UUID requestId, Template template) {}

    /** One of ours that is there. */
    record Present(UUID serverId, int generation, String name, boolean dying) {}

    /** Looks at one; answers {@link Sighting.Unknown} where the cluster gives no answer. */
    Sighting look(UUID serverId, int generation);

    /** Makes the volume for its data where there is none; whether there is one that will stay. */
    boolean prepare(Order order);

    /** Makes the volume for its data where there is none, then the game. */
    Sighting make(Order order);

    /**
     * Has it deleted; whether the cluster has taken note, or had none.
     */
    boolean remove(UUID serverId, int generation);

    /** All of ours. Throws {@link ClusterAway} where the cluster gives no answer: none is not the same as not known. */
    List<Present> all();

    /** Whose data lies on a volume. Throws {@link ClusterAway} like {@link #all()}. */
    List<UUID> volumes();

    /** Has the data deleted, for good. */
    boolean removeVolume(UUID serverId);
}
