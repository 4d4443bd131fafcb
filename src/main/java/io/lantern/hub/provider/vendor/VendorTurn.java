package io.lantern.hub.provider.vendor;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Lets a call go when the vendor takes one more: not faster and not more at once than its card says, and not before it
 * wants to. A vendor counts an account's calls, whatever the service: its cards that state the same limit share it.
 */
@Component
class VendorTurn {
    /** Longer than a full batch waits for a vendor that takes two calls a second. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

    private record Limit(String vendor, double number) {}

    private final Map<Limit, BlockingBucket> paces = new ConcurrentHashMap<>();
    private final Map<Limit, Semaphore> places = new ConcurrentHashMap<>();
    private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();

    /** Held while a call is made. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws VendorFault when its turn does not come soon enough */
    Turn take(VendorCard card) {
        try {
            awaitEndOfPause(card);
            Semaphore place = places.computeIfAbsent(
                    new Limit(card.vendor(), card.atOnce()), limit -> new Semaphore(card.atOnce(), true));
            if (!place.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VendorFault(VendorFault.Kind.BUSY);
            }
            if (!isInPace(card)) {
                place.release();
                throw new VendorFault(VendorFault.Kind.BUSY);
            }
            return place::release;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorFault(VendorFault.Kind.STOPPED);
        }
    }

    /** Nobody calls the vendor for so long, whatever the service. */
    void pause(VendorCard card, Duration time) {
        Instant until = clock.instant().plus(time);
        pausedUntil.merge(card.vendor(), until, (one, other) -> one.isAfter(other) ? one : other);
    }

    private void awaitEndOfPause(VendorCard card) throws InterruptedException {
        Duration pause = Duration.between(clock.instant(), pausedUntil.getOrDefault(card.vendor(), Instant.EPOCH));
        if (pause.compareTo(LONGEST_WAIT) > 0) {
            throw new VendorFault(VendorFault.Kind.BUSY);
        }
        if (!pause.isNegative()) {
            Thread.sleep(pause.toMillis() + 1);
        }
    }

    private boolean isInPace(VendorCard card) throws InterruptedException {
        double perSecond = card.callsPerSecond();
        return perSecond == 0
                || paces.computeIfAbsent(new Limit(card.vendor(), perSecond), limit -> bucket(perSecond))
                        .tryConsume(1, LONGEST_WAIT);
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
