package io.lantern.hub.access;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives out, lists, renews and revokes the keys of a tenant. Its public methods are the contract's operations. */
@Component
class Keyring {
    private static final Logger log = LoggerFactory.getLogger(Keyring.class);

    private static final int PREFIX_LENGTH = 12;
    private static final int SECRET_BYTES = 32;

    private final KeyStore store;
    private final NewKeyPolicy policy;
    private final KnownKeys known;
    private final Pepper pepper;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final SecureRandom random = new SecureRandom();

    Keyring(
            KeyStore store,
            NewKeyPolicy policy,
            KnownKeys known,
            Pepper pepper,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.policy = policy;
        this.known = known;
        this.pepper = pepper;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Operation {@code access.keys}. */
    public KeyList keys(@Nullable Integer page, @Nullable Integer perPage, Caller caller) {
        int number = page == null ? 1 : page;
        int size = perPage == null ? 20 : perPage;
        TenantId tenant = caller.tenant();
        return new KeyList(store.page(tenant, (number - 1) * size, size), store.count(tenant), number, size);
    }

    /**
     * Operation {@code access.createKey}.
     *
     * @throws ProblemException {@code bad_request} with every fault; {@code forbidden} when the caller lacks a scope
     *     it wants to pass on
     */
    public ShownKey create(KeyRequest request, Caller caller) {
        NewKey key = policy.checked(request, caller);
        String secret = newSecret();
        long id = keep(secret, key);
        log.info(
                "Key {} ({}) of tenant {} made by {}",
                id,
                prefix(secret),
                key.tenant().value(),
                caller.keyId());
        return new ShownKey(entry(key.tenant(), id), secret, null);
    }

    /**
     * Operation {@code access.revokeKey}: the key opens nothing any more, here at once and on every node within 5
     * seconds. One that is revoked stays so.
     *
     * @throws ProblemException {@code not_found} when the tenant has no such key; {@code conflict} when it is its last
     *     one with scope {@code admin}
     */
    public void revoke(long id, Caller caller) {
        revokeLiving(id, caller.tenant());
        log.info("Key {} of tenant {} revoked by {}", id, caller.tenant().value(), caller.keyId());
    }

    private void revokeLiving(long id, TenantId tenant) {
        KeyStore.Secrets secrets = transaction.execute(status -> {
            store.lock(tenant);
            requireAnotherAdmin(entry(tenant, id), tenant);
            store.revoke(tenant, id, clock.instant());
            return store.secrets(tenant, id).orElseThrow();
        });
        died(Objects.requireNonNull(secrets));
    }

    /**
     * Operation {@code access.rotateKey}: gives the key a new secret. The old one lives on for the grace; one that was
     * living on from an earlier rotation dies.
     *
     * @throws ProblemException {@code not_found} when the tenant has no such key; {@code conflict} when it is dead;
     *     {@code forbidden} when it may do what the caller may not
     */
    public ShownKey rotate(long id, RotateRequest request, Caller caller) {
        TenantId tenant = caller.tenant();
        String secret = newSecret();
        Instant now = clock.instant();
        Instant until =
                request.grace() == 0 ? null : now.plusSeconds(request.grace()).truncatedTo(ChronoUnit.MILLIS);
        KeyStore.Secrets before = transaction.execute(status -> {
            store.lock(tenant);
            KeyEntry entry = entry(tenant, id);
            requireLiving(entry, now);
            NewKeyPolicy.requireAll(entry.scopes(), caller);
            KeyStore.Secrets secrets = store.secrets(tenant, id).orElseThrow();
            KeyStore.Previous previous =
                    until == null ? null : new KeyStore.Previous(entry.prefix(), secrets.current(), until);
            store.rotate(tenant, id, prefix(secret), pepper.hmac(secret), previous);
            return secrets;
        });
        renewed(Objects.requireNonNull(before), until != null);
        log.info("Key {} of tenant {} renewed by {}", id, tenant.value(), caller.keyId());
        return new ShownKey(entry(tenant, id), secret, until);
    }

    /** Stores a secret that was decided elsewhere. @return the key's id */
    long keep(String secret, NewKey key) {
        String hmac = pepper.hmac(secret);
        long id = store.insert(key, prefix(secret), hmac, clock.instant());
        known.changed(hmac);
        return id;
    }

    /** @return 256 random bits in unpadded base64url, behind the prefix that says what it is */
    String newSecret() {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        return "lnt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private KeyEntry entry(TenantId tenant, long id) {
        return store.find(tenant, id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "There is no key " + id + ". GET /v1/keys lists those there are."));
    }

    private void requireAnotherAdmin(KeyEntry key, TenantId tenant) {
        Instant now = clock.instant();
        List<KeyEntry> others = store.unrevoked(tenant).stream()
                .filter(other -> other.id() != key.id() && other.isAdmin() && other.livesAt(now))
                .toList();
        if (key.isAdmin() && key.livesAt(now) && others.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Key " + key.id() + " is the tenant's last one with scope admin: without it nobody could make"
                            + " another. Make one first (POST /v1/keys), then revoke this one.");
        }
    }

    private static void requireLiving(KeyEntry key, Instant now) {
        if (!key.livesAt(now)) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Key " + key.id() + " was revoked or has expired and gets no new secret. Make another key with"
                            + " POST /v1/keys.");
        }
    }

    private void died(KeyStore.Secrets secrets) {
        known.died(secrets.current());
        if (secrets.previous() != null) {
            known.died(secrets.previous());
        }
    }

    private void renewed(KeyStore.Secrets before, boolean grace) {
        if (!grace) {
            died(before);
            return;
        }
        known.changed(before.current());
        if (before.previous() != null) {
            known.died(before.previous());
        }
    }

    private static String prefix(String secret) {
        return secret.substring(0, PREFIX_LENGTH);
    }
}
