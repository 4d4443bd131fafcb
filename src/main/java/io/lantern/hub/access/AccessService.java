package io.lantern.hub.access;

import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who may do what: finds out who presents a key, and gives out keys. */
@Service
public class AccessService {
    /** What every secret looks like: the prefix and 256 bits in unpadded base64url, or the sandbox's fixed text. */
    private static final Pattern SECRET = Pattern.compile("lnt_[A-Za-z0-9_-]{43,60}");

    private final AccessStore store;
    private final Keyring keyring;
    private final KnownKeys known;
    private final LastUse lastUse;
    private final Tokens tokens;
    private final Pepper pepper;
    private final Clock clock;

    AccessService(
            AccessStore store,
            Keyring keyring,
            KnownKeys known,
            LastUse lastUse,
            Tokens tokens,
            Pepper pepper,
            Clock clock) {
        this.store = store;
        this.keyring = keyring;
        this.known = known;
        this.lastUse = lastUse;
        this.tokens = tokens;
        this.pepper = pepper;
        this.clock = clock;
    }

    /**
     * Finds what a key or token opens. Looking up by the keyed hash keeps the time taken independent of how much of
     * a guessed secret is right.
     *
     * @param bearer what came after {@code Bearer}: a secret, or a token of one of {@code lantern.access.jwt}
     * @param requestId of the request
     * @return what it opens; empty when it is malformed, unknown, revoked or expired
     * @throws ProblemException {@code upstream_unavailable} when it is a token and its issuer does not give its keys
     */
    public Optional<Access> admit(String bearer, String requestId) {
        if (!SECRET.matcher(bearer).matches()) {
            return tokens.admit(bearer, requestId);
        }
        Instant now = clock.instant();
        Optional<ApiKey> key = known.find(pepper.hmac(bearer)).filter(found -> found.livesAt(now));
        key.ifPresent(found -> lastUse.note(found, now));
        return key.map(found -> found.access(requestId));
    }

    /**
     * Gives out a new key.
     *
     * @param name what a person calls it
     * @param expiresAt null when it lives until it is revoked
     * @return the secret; it is not kept and cannot be shown again
     */
    public String issue(TenantId tenant, String name, Set<String> scopes, @Nullable Instant expiresAt) {
        String secret = keyring.newSecret();
        keyring.keep(secret, new NewKey(tenant, name, scopes, expiresAt, Set.of(), OwnLimits.NONE, "start"));
        return secret;
    }

    /** Removes a secret as if it had never been given out. */
    void forget(String secret) {
        String hmac = pepper.hmac(secret);
        store.delete(hmac);
        known.died(hmac);
    }
}
