package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.lantern.contract.TestDatabase;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of a real identity provider on loopback. */
class TokensIT {
    private static final TestDatabase database = TestDatabase.h2("access");
    private static final TenantSettings SETTINGS =
            new TenantSettings(List.of(), Map.of("team", new Limits(50, 1, 10, 600, 300)));
    private static final AccessStore store = new AccessStore(database.jdbc(), SETTINGS);

    private final HandClock clock = new HandClock();
    private final IdentityProvider provider = new IdentityProvider();
    private final Tokens tokens = tokens(issuer(URI.create(provider.keysUri())));

    @BeforeAll
    static void thereIsATenant() {
        store.keepTenant(new TenantSettings.Tenant(7, "seven", "team"), new HandClock().instant());
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @Test
    void aGoodTokenOpensWhatItsScopesSayForItsTenant() {
        String token = provider.token(claims().build());

        Access access = tokens.admit(token, "r1").orElseThrow();

        assertThat(access.caller())
                .usingRecursiveComparison()
                .ignoringFields("effectKey")
                .isEqualTo(new Caller(new TenantId(7), "app-42", Set.of("match", "logs"), "r1"));
        assertThat(access.limits().agents()).isEqualTo(300);
        assertThat(access.origins()).isEmpty();
    }

    @Test
    void eachSubjectOfEachIssuerIsCountedApart() {
        String mine = holder(provider.token(claims().build()));

        assertThat(holder(provider.token(claims().claim("jti", "another").build())))
                .isEqualTo(mine);
        assertThat(holder(provider.token(claims().subject("app-43").build()))).isNotEqualTo(mine);
    }

    @Test
    void aSubjectThatMayBeAPersonIsNotShown() {
        String token = provider.token(claims().subject("ada@example.com").build());

        assertThat(tokens.admit(token, "r1").orElseThrow().caller().keyId()).matches("sub_[0-9a-f]{12}");
    }

    @Test
    void scopesMayBeAListAndThoseOfOthersMeanNothing() {
        String token = provider.token(
                claims().claim("scope", List.of("lantern:agents:scout", "lantern:nonsense", "admin", "openid"))
                        .build());

        assertThat(tokens.admit(token, "r1").orElseThrow().caller().scopes()).containsExactly("agents:scout");
    }

    @Test
    void whatIsNotInOrderOpensNothing() throws Exception {
        assertRefused(provider.token(
                claims().expirationTime(in(Duration.ofMinutes(-2))).build()));
        assertRefused(provider.token(claims().expirationTime(null).build()));
        assertRefused(
                provider.token(claims().notBeforeTime(in(Duration.ofMinutes(2))).build()));
        assertRefused(provider.token(claims().audience("another-api").build()));
        assertRefused(provider.token(claims().audience((String) null).build()));
        assertRefused(
                provider.token(claims().issuer("https://elsewhere.example").build()));
        assertRefused(provider.token(claims().subject(null).build()));
        assertRefused(provider.token(claims().claim("lantern_tenant", null).build()));
        assertRefused(provider.token(claims().claim("lantern_tenant", "1 or 2").build()));
        assertRefused(provider.token(claims().claim("lantern_tenant", 8).build()));
        assertRefused(provider.token(claims().build()).replaceFirst(".{9}$", "AAAAAAAAA"));
        assertRefused("not.a.token");
        assertRefused("");
    }

    @Test
    void nobodyElseCanSign() throws Exception {
        JWTClaimsSet claims = claims().build();
        SignedJWT bySharedSecret = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(provider.key().getKeyID())
                        .build(),
                claims);
        bySharedSecret.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));

        assertRefused(bySharedSecret.serialize());
        assertRefused(new PlainJWT(claims).serialize());
        assertRefused(IdentityProvider.signed(claims, IdentityProvider.newKey("first")));
    }

    @Test
    void theKeysAreAskedForOnceAndNotForEveryUnknownOne() {
        tokens.admit(provider.token(claims().build()), "r1");
        tokens.admit(provider.token(claims().build()), "r2");
        assertThat(provider.asked()).isEqualTo(1);

        String unknown = IdentityProvider.signed(claims().build(), IdentityProvider.newKey("unknown"));
        for (int i = 0; i < 20; i++) {
            assertRefused(unknown);
        }

        assertThat(provider.asked()).isEqualTo(2);
        assertThat(tokens.admit(provider.token(claims().build()), "r3")).isPresent();
    }

    @Test
    void aNewKeyOfTheIssuerIsFetchedWhenATokenNeedsIt() {
        String old = provider.token(claims().build());
        assertThat(tokens.admit(old, "r1")).isPresent();

        provider.rotate("second");

        assertThat(tokens.admit(provider.token(claims().build()), "r2")).isPresent();
        assertRefused(old);
    }

    @Test
    void whenTheIssuerIsDownItsTokensCannotBeChecked() {
        String token = provider.token(claims().build());
        provider.close();

        for (int i = 0; i < 5; i++) {
            assertUnavailable(tokens, token);
        }
    }

    @Test
    void knownKeysOutliveTheIssuer() {
        tokens.admit(provider.token(claims().build()), "r1");

        provider.close();

        assertThat(tokens.admit(provider.token(claims().build()), "r2")).isPresent();
    }

    @Test
    void withoutAnAddressTheIssuerSaysWhereItsKeysAre() {
        Tokens discovering = tokens(issuer(null));

        assertThat(discovering.admit(provider.token(claims().build()), "r1")).isPresent();
    }

    @Test
    void keysOfAnotherHostAreNotFetched() {
        String issuer = provider.issuer() + "/elsewhere";
        Tokens discovering = tokens(new JwtIssuer(issuer, null, "lantern", 7, null, "scope", "lantern:"));
        Tokens redirected = tokens(issuer(URI.create(provider.issuer() + "/moved")));

        assertUnavailable(discovering, provider.token(claims().issuer(issuer).build()));
        assertUnavailable(redirected, provider.token(claims().build()));
        assertThat(provider.asked()).isZero();
    }

    @Test
    void anIssuerIsOfOneTenantOrNamesIt() {
        URI keys = URI.create(provider.keysUri());
        Tokens ofOne = tokens(new JwtIssuer(provider.issuer(), keys, "lantern", 7, null, "scope", "lantern:"));
        String token = provider.token(claims().claim("lantern_tenant", 1).build());

        assertThat(ofOne.admit(token, "r1").orElseThrow().caller().tenant()).isEqualTo(new TenantId(7));
        assertThatThrownBy(() -> new JwtIssuer("https://a", null, "lantern", null, null, "scope", ""))
                .hasMessageContaining("either tenant or tenant-claim");
        assertThatThrownBy(() -> new JwtIssuer("http://a.example", null, "lantern", 1, null, "scope", ""))
                .hasMessageContaining("must be an https address");
    }

    private JwtIssuer issuer(@Nullable URI keys) {
        return new JwtIssuer(provider.issuer(), keys, "lantern", null, "lantern_tenant", "scope", "lantern:");
    }

    private Tokens tokens(JwtIssuer issuer) {
        return new Tokens(new AccessSettings(null, null, 30, List.of(issuer)), store, clock);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience("lantern")
                .subject("app-42")
                .expirationTime(in(Duration.ofMinutes(5)))
                .claim("lantern_tenant", 7)
                .claim("scope", "lantern:match openid lantern:logs");
    }

    private Date in(Duration time) {
        return Date.from(clock.instant().plus(time));
    }

    private String holder(String token) {
        return tokens.admit(token, "r1").map(Access::holder).orElseThrow();
    }

    private void assertRefused(String token) {
        assertThat(tokens.admit(token, "r1")).isEqualTo(Optional.empty());
    }

    private static void assertUnavailable(Tokens tokens, String token) {
        assertThatThrownBy(() -> tokens.admit(token, "r1"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.UPSTREAM_UNAVAILABLE))
                .hasMessageContaining("cannot be asked for its keys");
    }
}
