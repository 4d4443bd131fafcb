package io.lantern.hub.access;

import com.google.common.base.Throwables;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.hash.Hashing;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jwt.JWTParser;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Tokens of identity providers (RFC 7519, RFC 9068): the second way in. */
@Component
class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    /** A subject that is an id and not, say, an e-mail address. */
    private static final Pattern NO_PERSON = Pattern.compile("[A-Za-z0-9._|:-]{1,40}");

    private final Map<String, TokenIssuer> issuers;
    private final LoadingCache<TenantId, Optional<Limits>> plans;

    Tokens(AccessSettings settings, AccessStore store, Clock clock) {
        this.issuers = settings.jwt().stream()
                .map(issuer -> new TokenIssuer(issuer, clock))
                .collect(Collectors.toUnmodifiableMap(TokenIssuer::name, Function.identity()));
        this.plans = CacheBuilder.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(30))
                .maximumSize(10_000)
                .build(CacheLoader.from(store::plan));
    }

    /**
     * @return what the token opens; empty when it is not good, in which case the log says why
     * @throws ProblemException {@code upstream_unavailable} when the issuer does not give its keys
     */
    Optional<Access> admit(String token, String requestId) {
        TokenIssuer issuer = issuers.isEmpty() ? null : issuers.get(claimedIssuer(token));
        if (issuer == null) {
            return Optional.empty();
        }
        try {
            return access(issuer, issuer.checked(token), requestId);
        } catch (JwtException e) {
            Optional<KeySourceException> noKeys = noKeys(e);
            if (noKeys.isPresent()) {
                throw unavailable(issuer, noKeys.get());
            }
            return refused(requestId, issuer, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<KeySourceException> noKeys(JwtException failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(KeySourceException.class::isInstance)
                .map(KeySourceException.class::cast)
                .findFirst();
    }

    private static ProblemException unavailable(TokenIssuer issuer, KeySourceException noKeys) {
        if (!(noKeys instanceof RateLimitReachedException)) {
            log.warn("Issuer {} does not give its keys: {}", issuer.name(), noKeys.getMessage());
        }
        return new ProblemException(
                ProblemCode.UPSTREAM_UNAVAILABLE,
                "The identity provider " + issuer.name() + " cannot be asked for its keys, so its tokens cannot be"
                        + " checked at the moment. Send the request again in a few seconds, or use an API key.",
                noKeys);
    }

    private Optional<Access> access(TokenIssuer issuer, Jwt token, String requestId) {
        Optional<TenantId> tenant = issuer.tenant(token);
        if (tenant.isEmpty()) {
            return refused(requestId, issuer, "its tenant claim is missing or no tenant's id");
        }
        Optional<Limits> plan = plans.getUnchecked(tenant.get());
        if (plan.isEmpty()) {
            return refused(requestId, issuer, "tenant " + tenant.get().value() + " is not known");
        }
        Set<String> scopes = issuer.scopes(token);
        String subject = token.getSubject();
        String hash = Hashing.sha256()
                .hashString(issuer.name() + '\n' + subject, StandardCharsets.UTF_8)
                .toString();
        String shown = NO_PERSON.matcher(subject).matches() ? subject : "sub_" + hash.substring(0, 12);
        Caller caller = new Caller(tenant.get(), shown, scopes, requestId);
        return Optional.of(new Access(caller, "token/" + hash, plan.get(), Set.of()));
    }

    private static Optional<Access> refused(String requestId, TokenIssuer issuer, String why) {
        log.info("Request {}: token of {} refused: {}", requestId, issuer.name(), why);
        return Optional.empty();
    }

    /** What an unchecked token says; good enough to choose whose keys to check it with. */
    private static String claimedIssuer(String token) {
        try {
            String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
            return issuer == null ? "" : issuer;
        } catch (ParseException e) {
            return "";
        }
    }
}
