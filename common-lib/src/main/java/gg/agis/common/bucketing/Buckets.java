package gg.agis.common.bucketing;

/** Where each unit falls among {@value #COUNT} buckets: the same in every process, after every restart. */
interface Buckets {

    int COUNT = 10_000;

    /** In no bucket: outside its namespace's range. */
    int NOWHERE = -1;

    int of(String unitId);

    /** Of those units alone that fall into a range of their namespace. */
    default Buckets within(V2Buckets namespace, int fromBp, int toBp) {
        return unitId -> {
            int place = namespace.of(unitId);
            return fromBp <= place && place < toBp ? of(unitId) : NOWHERE;
        };
    }
}
