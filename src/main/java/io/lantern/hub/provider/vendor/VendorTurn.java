package io.lantern.hub.provider.vendor;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Lets a call go when the vendor takes one more: not faster than its card says, and not before it wants to. */
@Component
class VendorTurn {
    /** Longer than a full batch waits for a vendor that takes two calls a second. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

    private record Pace(VendorCard card, BlockingBucket bucket) {}

    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();

    /** @throws VendorFault when its turn does not come soon enough */
    void await(VendorCard card) throws InterruptedException {
        Duration pause = Duration.between(clock.instant(), pausedUntil.getOrDefault(card.vendor(), Instant.EPOCH));
        if (pause.compareTo(LONGEST_WAIT) > 0) {
            throw new VendorFault(VendorFault.Kind.BUSY);
        }
        if (!pause.isNegative()) {
            Thread.sleep(pause.toMillis() + 1);
        }
        if (card.callsPerSecond() > 0 && !pace(card).bucket().tryConsume(1, LONGEST_WAIT)) {
            throw new VendorFault(VendorFault.Kind.BUSY);
        }
    }

    /** Nobody calls the vendor for so long, whatever the service. */
    void pause(VendorCard card, Duration time) {
        Instant until = clock.instant().plus(time);
        pausedUntil.merge(card.vendor(), until, (one, other) -> one.isAfter(other) ? one : other);
    }

    private Pace pace(VendorCard card) {
        return paces.compute(
                card.name(),
                (name, pace) -> pace != null && pace.card().callsPerSecond() == card.callsPerSecond()
                        ? pace
                        : new Pace(card, bucket(card.callsPerSecond())));
    }

    private static BlockingBucket bucket(double perSecond) {
        long burst = Math.max(1, (long) perSecond);
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(burst).refillGreedy(burst, Duration.ofNanos((long) (1e9 * burst / perSecond))))
                .build()
                .asBlocking();
    }
}
