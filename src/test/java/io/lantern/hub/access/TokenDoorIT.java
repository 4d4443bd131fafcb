package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A token at the door, with the settings of the documentation. */
@HubTest
@DirtiesContext
@TestPropertySource(properties = "lantern.access.anonymous-limit=20")
class TokenDoorIT {
    private static final IdentityProvider provider = new IdentityProvider();
    private static final IdentityProvider down = new IdentityProvider();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void issuers(DynamicPropertyRegistry settings) {
        String first = "lantern.access.jwt[0].";
        settings.add(first + "issuer", provider::issuer);
        settings.add(first + "jwk-set-uri", provider::keysUri);
        settings.add(first + "audience", () -> "lantern");
        settings.add(first + "tenant", () -> 1);
        settings.add(first + "scopes-claim", () -> "roles");
        settings.add(first + "scopes-prefix", () -> "lantern.");
        String second = "lantern.access.jwt[1].";
        settings.add(second + "issuer", down::issuer);
        settings.add(second + "audience", () -> "lantern");
        settings.add(second + "tenant-claim", () -> "tenant");
    }

    @Test
    void itOpensWhatItsRolesSay() {
        HubCalls hub = new HubCalls(port, token(provider, "lantern.routing"));

        HttpResponse<String> answer = hub.get("/v1/routing/pools");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("1000000");
        assertThat(hub.get("/v1/keys").statusCode()).isEqualTo(403);
        assertThat(new HubCalls(port, token(provider, "lantern.admin"))
                        .get("/v1/keys")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneThatIsNotGoodIsAnAnswerLikeAnUnknownKey() {
        HttpResponse<String> answer = new HubCalls(port, token(provider, "lantern.*") + "x").get("/v1/keys");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    }

    @Test
    void whileItsIssuerIsDownItCannotBeCheckedAndKeysGoOn() {
        down.close();

        HttpResponse<String> answer = new HubCalls(port, token(down, "lantern.*")).get("/v1/keys");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("upstream_unavailable", "cannot be asked for its keys");
        assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("20");
        assertThat(new HubCalls(port, token(provider, "lantern.*"))
                        .get("/v1/keys")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothingElseOfTheHubIsBehindALogin() {
        HubCalls stranger = new HubCalls(port, "");

        for (String path : List.of("/health/live", "/v1/openapi.yaml", "/docs")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static String token(IdentityProvider issuer, String role) {
        return issuer.token(new JWTClaimsSet.Builder()
                .issuer(issuer.issuer())
                .audience("lantern")
                .subject("app-42")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("roles", List.of(role))
                .build());
    }
}
