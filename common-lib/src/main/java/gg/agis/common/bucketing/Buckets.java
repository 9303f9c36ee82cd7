package gg.agis.common.bucketing;

/** Where each unit falls among {@value #COUNT} buckets: the same in every process, after every restart. */
interface Buckets {

    int COUNT = 10_000;

    int of(String unitId);
}
