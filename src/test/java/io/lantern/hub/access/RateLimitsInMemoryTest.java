package io.lantern.hub.access;

class RateLimitsInMemoryTest extends RateLimitsContract {
    @Override
    Buckets open(HandClock clock) {
        return new MemoryBuckets(meter(clock));
    }
}
