package io.lantern.hub.access;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Buckets of one process: for H2, whose file belongs to one process anyway. A restart fills them. */
final class MemoryBuckets implements Buckets {
    /** After a minute without a request a bucket is full, which is the same as not there. */
    private static final Duration KEPT = Duration.ofSeconds(61);

    /** About 50 MB if that many keys and addresses came within a minute. */
    private static final int MOST = 200_000;

    private final Cache<Key, Bucket> buckets =
            CacheBuilder.newBuilder().expireAfterAccess(KEPT).maximumSize(MOST).build();
    private final TimeMeter time;

    MemoryBuckets(TimeMeter time) {
        this.time = time;
    }

    @Override
    public ConsumptionProbe take(Key key, int perMinute) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket == null) {
            Bucket full = full(perMinute);
            Bucket other = buckets.asMap().putIfAbsent(key, full);
            bucket = other == null ? full : other;
        }
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    @Override
    public void tidy() {
        buckets.cleanUp();
    }

    private Bucket full(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
