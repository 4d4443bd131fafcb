package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How requests are counted, wherever the buckets are kept. */
abstract class RateLimitsContract {
    private static final Limits PLAN = new Limits(50, 1, 10, 600, 60);

    final HandClock clock = new HandClock();
    Buckets buckets = open(clock);
    RateLimits limits = limits();

    /** @return buckets as a node has them */
    abstract Buckets open(HandClock clock);

    RateLimits limits() {
        return new RateLimits(buckets, new AccessSettings(null, null, 30, List.of()), clock);
    }

    static TimeMeter meter(HandClock clock) {
        return new WhereBucketsLive.ClockMeter(clock);
    }

    @Test
    void aMinutesWorthMayComeAtOnceAndThenOneAtATime() {
        Access key = access("key/1", PLAN);

        for (int left = 49; left >= 0; left--) {
            assertThat(limits.take(key, LimitGroup.SYNC)).isEqualTo(allowed(50, left));
        }
        Limit refused = limits.take(key, LimitGroup.SYNC);
        assertThat(refused).isEqualTo(new Limit(false, 50, 0, now() + 60, 2));

        clock.pass(Duration.ofSeconds(refused.retryAfterSeconds()));
        assertThat(limits.take(key, LimitGroup.SYNC).allowed()).isTrue();
        assertThat(limits.take(key, LimitGroup.SYNC).allowed()).isFalse();
    }

    @Test
    void afterAMinuteTheBucketIsFullAgain() {
        Access key = access("key/2", PLAN);
        IntStream.range(0, 60).forEach(i -> limits.take(key, LimitGroup.SYNC));

        clock.pass(Duration.ofMinutes(1));

        assertThat(limits.take(key, LimitGroup.SYNC)).isEqualTo(allowed(50, 49));
    }

    @Test
    void keysAndGroupsAreCountedApart() {
        Access one = access("key/3", PLAN);
        Access other = access("key/4", PLAN);
        assertThat(limits.take(one, LimitGroup.BATCH).allowed()).isTrue();

        assertThat(limits.take(one, LimitGroup.BATCH).allowed()).isFalse();
        assertThat(limits.take(one, LimitGroup.CREDITS).allowed()).isTrue();
        assertThat(limits.take(other, LimitGroup.BATCH).allowed()).isTrue();
    }

    @Test
    void anotherLimitCountsFromItsFirstRequest() {
        IntStream.range(0, 60).forEach(i -> limits.take(access("key/5", PLAN), LimitGroup.SYNC));

        Limits larger = new OwnLimits(70, null, null, null, null).over(PLAN);

        assertThat(limits.take(access("key/5", larger), LimitGroup.SYNC)).isEqualTo(allowed(70, 69));
    }

    @Test
    void aLiftedLimitIsNotCounted() {
        Limits lifted = new OwnLimits(Limits.UNCOUNTED, null, null, null, null).over(PLAN);
        Access key = access("key/6", lifted);

        limits.take(key, LimitGroup.SYNC);

        assertThat(limits.take(key, LimitGroup.SYNC))
                .isEqualTo(new Limit(true, Limits.UNCOUNTED, Limits.UNCOUNTED, now(), 0));
    }

    @Test
    void whoShowsNoKeyIsCountedByNetwork() {
        for (int i = 0; i < 30; i++) {
            assertThat(limits.takeAnonymous("203.0.113.7").allowed()).isTrue();
            assertThat(limits.takeAnonymous("2001:db8:0:1::" + i).allowed()).isTrue();
        }

        assertThat(limits.takeAnonymous("203.0.113.7").allowed()).isFalse();
        assertThat(limits.takeAnonymous("203.0.113.8").allowed()).isTrue();
        assertThat(limits.takeAnonymous("2001:db8:0:1:ffff::1%eth0").allowed()).isFalse();
        assertThat(limits.takeAnonymous("2001:db8:0:2::1").allowed()).isTrue();
        assertThat(limits.takeAnonymous("unknown").allowed()).isTrue();
    }

    @Test
    void ofManyRequestsAtOnceExactlyTheLimitPasses() throws Exception {
        Access key = access("key/7", PLAN);

        assertThat(allowedOf(200, key, List.of(limits))).isEqualTo(50);
    }

    /** @return how many of so many requests at once, spread over the nodes, were let through */
    static long allowedOf(int requests, Access key, List<RateLimits> nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Limit>> calls = IntStream.range(0, requests)
                    .<Callable<Limit>>mapToObj(
                            i -> () -> nodes.get(i % nodes.size()).take(key, LimitGroup.SYNC))
                    .toList();
            long allowed = 0;
            for (Future<Limit> call : threads.invokeAll(calls)) {
                allowed += call.get().allowed() ? 1 : 0;
            }
            return allowed;
        } finally {
            threads.shutdownNow();
        }
    }

    static Access access(String holder, Limits plan) {
        return new Access(new Caller(new TenantId(7), "lnt_test0000", Set.of("*"), "r1"), holder, plan, Set.of());
    }

    private Limit allowed(long limit, long remaining) {
        long seconds = (60 * (limit - remaining) + limit - 1) / limit;
        return new Limit(true, limit, remaining, now() + seconds, 0);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
