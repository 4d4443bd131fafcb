package io.lantern.hub.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** One identity provider: checks its tokens and reads what they say of tenant and scopes. */
final class TokenIssuer {
    /** Signatures that only the issuer can make; a shared secret (HS256) or none at all is not among them. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** How far the issuer's clock may be from ours. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final Pattern TENANT_ID = Pattern.compile("[1-9]\\d{0,8}");

    private final JwtIssuer settings;
    private final NimbusJwtDecoder decoder;

    TokenIssuer(JwtIssuer settings, Clock clock) {
        this.settings = settings;
        this.decoder = decoder(settings, clock);
    }

    String name() {
        return settings.issuer();
    }

    /** @throws JwtException when the token is not good, or when that cannot be found out */
    Jwt checked(String token) {
        return decoder.decode(token);
    }

    /** @return empty when the token's claim names none */
    Optional<TenantId> tenant(Jwt token) {
        if (settings.tenant() != null) {
            return Optional.of(new TenantId(settings.tenant()));
        }
        Object claim = token.getClaims().get(Objects.requireNonNull(settings.tenantClaim()));
        return Optional.ofNullable(claim)
                .map(Object::toString)
                .filter(text -> TENANT_ID.matcher(text).matches())
                .map(text -> new TenantId(Integer.parseInt(text)));
    }

    Set<String> scopes(Jwt token) {
        String prefix = settings.scopesPrefix();
        return words(token.getClaims().get(settings.scopesClaim()))
                .filter(word -> word.startsWith(prefix))
                .map(word -> word.substring(prefix.length()))
                .filter(Scopes::isOne)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        return claim instanceof String text ? Arrays.stream(text.split(" ")) : Stream.empty();
    }

    private static NimbusJwtDecoder decoder(JwtIssuer settings, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new IssuerKeys(settings)));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            // The decoder's validators below do it, and by the hub's clock.
        });
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(settings.issuer()),
                new JwtAudienceValidator(settings.audience()),
                new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isBlank())));
        return decoder;
    }
}
