package io.lantern.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** How often one may call, seen from outside. */
@HubTest
@TestPropertySource(properties = {"lantern.plans.enterprise.agents=3", "lantern.access.anonymous-limit=4"})
class LimitIT {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Test
    void aKeyThatCallsTooOftenIsToldWhenToComeBack() {
        HubCalls hub = new HubCalls(port, access.issue(new TenantId(1), "eager", Set.of("*"), null));
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = hub.get("/v1/runs/run_that_never_was");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("3");
            assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains(String.valueOf(left));
        }

        HttpResponse<String> refused = hub.get("/v1/runs/run_that_never_was");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 20L);
        assertThat(refused.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow())
                .isBetween(Instant.now().getEpochSecond(), Instant.now().getEpochSecond() + 61);
        assertThat(refused.headers().firstValue("X-Credits-Remaining"))
                .hasValueSatisfying(left -> assertThat(Double.parseDouble(left)).isPositive());
        assertThat(refused.body()).contains("\"retry_after\":", "limited to 3 a minute");
        assertThat(hub.get("/v1/routing/pools").statusCode())
                .as("another group of operations")
                .isEqualTo(200);
    }

    @Test
    void callsWithoutAKeyAreLimitedByAddressButAKeyStillOpens() {
        HubCalls stranger = new HubCalls(port, "");
        for (int i = 0; i < 4; i++) {
            assertThat(stranger.get("/v1/runs/x").statusCode()).isEqualTo(401);
        }

        HttpResponse<String> refused = stranger.get("/v1/runs/x");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(new HubCalls(port, "lnt_" + "x".repeat(43)).get("/v1/nope").statusCode())
                .isEqualTo(429);
        HubCalls known = new HubCalls(port, access.issue(new TenantId(1), "known", Set.of("*"), null));
        assertThat(known.get("/v1/routing/pools").statusCode()).isEqualTo(200);
    }
}
