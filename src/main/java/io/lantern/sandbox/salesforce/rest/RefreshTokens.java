package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Refresh tokens. The web flow that gives them out needs a person at a browser, so the control endpoint does. Only the
 * digest is kept, beside the user name it stands for.
 */
final class RefreshTokens {
    private static final String LOG = "refresh-token";
    private static final int DIGEST = 32;

    private final OrgStore store;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(OrgStore store) {
        this.store = store;
    }

    /** @return a new token for a user */
    String issue(String userId, String username) {
        byte[] secret = new byte[48];
        random.nextBytes(secret);
        String token = "5Aep861" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        byte[] digest = digest(token);
        byte[] name = username.getBytes(StandardCharsets.UTF_8);
        byte[] value =
                ByteBuffer.allocate(DIGEST + name.length).put(digest).put(name).array();
        store.inTransaction(new Actor(userId, null, "rest", "60.0"), transaction -> {
            transaction.log(LOG).put(key(digest), value);
            return true;
        });
        return token;
    }

    /** @return whose token it is */
    String username(String token) throws GrantException {
        byte[] digest = digest(token);
        Map<Long, byte[]> log = store.log(LOG);
        byte[] value = log.get(key(digest));
        if (value == null || !MessageDigest.isEqual(digest, Arrays.copyOf(value, DIGEST))) {
            throw new GrantException("invalid_grant", "expired access/refresh token");
        }
        return new String(value, DIGEST, value.length - DIGEST, StandardCharsets.UTF_8);
    }

    void revoke(String token) {
        long key = key(digest(token));
        if (store.log(LOG).containsKey(key)) {
            store.inTransaction(new Actor("", null, "rest", "60.0"), transaction -> {
                transaction.log(LOG).remove(key);
                return true;
            });
        }
    }

    private static long key(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
