package gg.agis.provisioning.cluster;

/** The cluster gave no answer that could be used; trying again later may help. */
public class ClusterAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClusterAway(String why) {
        super(why);
    }

    public ClusterAway(String why, Throwable cause) {
        super(why, cause);
    }
}
