package io.lantern.sandbox.salesforce.session;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The org's sessions. A token is {@code 00D<org, 15>!<random>} and says nothing by itself; only its digest is kept, in
 * the org's store, so that it outlives the process. A session ends after two hours without use (fault {@code
 * session-lifetime}: parameter {@code idle} in seconds).
 */
public final class Sessions implements SessionCheck {
    private static final Duration IDLE = Duration.ofHours(2);
    private static final String LOG = "session";
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    private static final int MANY = 1_000;

    private final OrgStore store;
    private final Clock clock;
    private final Faults faults;
    private final SecureRandom random = new SecureRandom();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Held> byDigest = new ConcurrentHashMap<>();

    public Sessions(OrgStore store, Clock clock, Faults faults) {
        this.store = store;
        this.clock = clock;
        this.faults = faults;
        store.log(LOG).values().forEach(this::load);
    }

    /** @return a new token for a user */
    public String open(String userId) {
        String token = store.orgId().substring(0, 15) + "!AQ" + signs(94);
        Kept kept = new Kept(digest(token), userId, clock.millis());
        Instant now = clock.instant();
        byDigest.values().removeIf(held -> held.lastUsed().plus(idle()).isBefore(now));
        change(userId, log -> {
            if (log.size() > MANY) {
                List.copyOf(log.entrySet()).stream()
                        .filter(entry ->
                                !byDigest.containsKey(kept(entry.getValue()).digest()))
                        .forEach(entry -> log.remove(entry.getKey()));
            }
            log.put(key(kept.digest()), bytes(kept));
        });
        byDigest.put(kept.digest(), new Held(kept, now));
        return token;
    }

    @Override
    public @Nullable Session check(@Nullable String token) {
        if (token == null) {
            return null;
        }
        String digest = digest(token);
        Held held = byDigest.get(digest);
        if (held == null) {
            return null;
        }
        Instant now = clock.instant();
        if (held.lastUsed().plus(idle()).isBefore(now)) {
            return null;
        }
        byDigest.replace(digest, new Held(held.kept(), now));
        return new Session(
                held.kept().user(),
                store.orgId(),
                Instant.ofEpochMilli(held.kept().issued()));
    }

    @Override
    public boolean isOpen(String token) {
        Held held = byDigest.get(digest(token));
        return held != null && !held.lastUsed().plus(idle()).isBefore(clock.instant());
    }

    /** Ends one session; an unknown token is no error. */
    public void revoke(String token) {
        Held held = byDigest.remove(digest(token));
        if (held != null) {
            change(held.kept().user(), log -> log.remove(key(held.kept().digest())));
        }
    }

    /** Ends every session. */
    public void revokeAll() {
        byDigest.clear();
        change("", Map::clear);
    }

    private Duration idle() {
        Fault lifetime = faults.get("session-lifetime");
        return lifetime == null ? IDLE : Duration.ofSeconds(lifetime.number("idle", (int) IDLE.toSeconds()));
    }

    private void change(String userId, Consumer<NavigableMap<Long, byte[]>> change) {
        store.inTransaction(new Actor(userId, null, "soap", "60.0"), transaction -> {
            change.accept(transaction.log(LOG));
            return true;
        });
    }

    private void load(byte[] value) {
        Kept kept = kept(value);
        byDigest.put(kept.digest(), new Held(kept, clock.instant()));
    }

    private byte[] bytes(Kept kept) {
        try {
            return json.writeValueAsBytes(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Kept kept(byte[] value) {
        try {
            return json.readValue(value, Kept.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String signs(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }

    private static long key(String digest) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digest)).getLong();
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Kept(String digest, String user, long issued) {}

    private record Held(Kept kept, Instant lastUsed) {}
}
