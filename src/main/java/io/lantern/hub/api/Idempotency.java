package io.lantern.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets of all requests with the same tenant, operation and {@code Idempotency-Key} one do the work. Only answers that
 * report success are kept: one that reports an error had no effect, so a repeat may try again.
 */
@Component
class Idempotency {
    private static final Logger log = LoggerFactory.getLogger(Idempotency.class);

    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);
    private static final Duration BETWEEN_PRUNES = Duration.ofMinutes(1);

    /** Each waits on a thread of the web server; the others of those must stay free for work. */
    private static final int MOST_WAITING = 16;

    private final IdempotencyStore store;
    private final IdempotencySettings settings;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final AtomicLong pruned = new AtomicLong(System.nanoTime());
    private final ObjectMapper sorted =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    Idempotency(IdempotencyStore store, IdempotencySettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * @param path of the request, so that the same key for another record is another request
     * @return the claim to do the work, or the answer the first request got
     * @throws ProblemException {@code conflict} when the key was used for something else, or the first request is
     *     still at work
     */
    Claim claim(Caller caller, String idempotencyKey, Operation operation, String path, RequestCheck.Checked request) {
        Claim.Key key = new Claim.Key(caller.tenant().value(), operation.id(), idempotencyKey);
        String hash = hash(path, request);
        Claim claim = store.claim(key, hash);
        if (claim instanceof Claim.AtWork && waiting.tryAcquire()) {
            try {
                claim = waited(key, hash);
            } finally {
                waiting.release();
            }
        }
        if (claim instanceof Claim.OtherRequest) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "This Idempotency-Key was used for another request to this operation within the last "
                            + settings.life().toHours() + " hours. Use a new key for a new request.");
        }
        if (claim instanceof Claim.AtWork) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "The first request with this Idempotency-Key is still at work. Send the same request again in a"
                            + " few seconds to get its answer.");
        }
        return claim;
    }

    /** The answer is on its way; repeats get the same. */
    void answered(Claim.Held claim, Claim.Answered answer) {
        store.answered(claim, answer);
        long last = pruned.get();
        if (System.nanoTime() - last > BETWEEN_PRUNES.toNanos() && pruned.compareAndSet(last, System.nanoTime())) {
            log.debug("Forgot {} answers that nobody asked for again", store.deleteExpired());
        }
    }

    /** The request failed without an effect. */
    void failed(Claim.Held claim) {
        store.release(claim);
    }

    private Claim waited(Claim.Key key, String hash) {
        long end = System.nanoTime() + settings.patience().toNanos();
        long pause = FIRST_LOOK.toNanos();
        Claim claim = new Claim.AtWork();
        while (claim instanceof Claim.AtWork && System.nanoTime() < end) {
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_LOOK.toNanos());
            claim = store.claim(key, hash);
        }
        return claim;
    }

    /** The order of members and the white space between them make no other request. */
    private String hash(String path, RequestCheck.Checked request) {
        Hasher hasher = Hashing.sha256()
                .newHasher()
                .putString(path, StandardCharsets.UTF_8)
                .putByte((byte) 0)
                .putString(request.parameters().toString(), StandardCharsets.UTF_8)
                .putByte((byte) 0);
        try {
            return hasher.putBytes(sorted.writeValueAsBytes(request.body()))
                    .hash()
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written", e);
        }
    }
}
