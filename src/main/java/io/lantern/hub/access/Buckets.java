package io.lantern.hub.access;

import io.github.bucket4j.ConsumptionProbe;
import org.jspecify.annotations.Nullable;

/** Where token buckets are kept. A bucket that is not there is a full one. */
interface Buckets {
    /**
     * Takes one token, if there is one.
     *
     * @param perMinute what the bucket holds and how fast it fills again, evenly over the minute
     */
    ConsumptionProbe take(Key key, int perMinute);

    /** Removes what is full again. */
    void tidy();

    /**
     * @param tenant whose it is; null for someone who showed no key
     * @param id at most 120 characters
     */
    record Key(@Nullable Integer tenant, String id) {}
}
