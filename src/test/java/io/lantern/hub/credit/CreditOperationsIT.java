package io.lantern.hub.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Credits as callers see them. */
@HubTest
@TestPropertySource(
        properties = {
            "lantern.tenants[0].id=1",
            "lantern.tenants[0].name=all by default",
            "lantern.tenants[0].plan=open",
            "lantern.tenants[1].id=2",
            "lantern.tenants[1].name=hundred",
            "lantern.tenants[1].plan=open",
            "lantern.plans.open.sync=1000000",
            "lantern.plans.open.credits=1000000",
            "lantern.credit.initial-of.2=100",
            "lantern.pricing.match-simple=0.25"
        })
class CreditOperationsIT {
    private static final TenantId HUNDRED = new TenantId(2);

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    CreditService credits;

    @Autowired
    ObjectMapper json;

    @Test
    void a_hub_whose_owner_set_nothing_does_not_run_dry() {
        JsonNode balance = body(calls(new TenantId(1), "credits").get("/v1/credits/remaining"));

        assertThat(balance.at("/remaining_credits").asLong()).isEqualTo(1_000_000_000);
        assertThat(balance.at("/total_credits").asLong()).isEqualTo(1_000_000_000);
    }

    @Test
    void what_is_granted_and_spent_can_be_seen() {
        HubCalls hub = calls(HUNDRED, "credits", "admin");
        String key = UUID.randomUUID().toString();

        HttpResponse<String> granted = grant(hub, key, "{\"credits\": 20.5, \"reason\": \"Pilot\"}");
        HttpResponse<String> repeated = grant(hub, key, "{\"credits\": 20.5, \"reason\": \"Pilot\"}");
        spend(credits.price(Item.MATCH_SIMPLE));

        assertThat(granted.statusCode()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(granted.body());
        assertThat(body(granted).at("/remaining_credits").decimalValue()).isEqualByComparingTo("120.5");
        JsonNode now = body(hub.get("/v1/credits/remaining"));
        assertThat(now.at("/tenant_id").asInt()).isEqualTo(2);
        assertThat(now.at("/remaining_credits").asText()).isEqualTo("120.25");
        assertThat(now.at("/total_credits").asText()).isEqualTo("120.5");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonNode usage = body(
                hub.get("/v1/credits/usage?group_by=service&start_date=" + today.minusDays(1) + "&end_date=" + today));
        assertThat(usage.at("/credits_used").asText()).isEqualTo("0.25");
        assertThat(usage.at("/breakdown/0/value").asText()).isEqualTo("match.records");
    }

    @Test
    void only_an_admin_grants_and_only_more_than_nothing() {
        assertThat(grant(calls(HUNDRED, "credits"), "k1", "{\"credits\": 5, \"reason\": \"x\"}")
                        .statusCode())
                .isEqualTo(403);
        for (String amount : List.of("0", "-1", "1e99", "0.00001", "\"5\"", "null")) {
            assertThat(grant(calls(HUNDRED, "admin"), "k2", "{\"credits\": " + amount + ", \"reason\": \"x\"}")
                            .statusCode())
                    .as(amount)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_range_of_days_that_is_none_is_refused() {
        HubCalls hub = calls(HUNDRED, "credits");

        for (String query : List.of(
                "",
                "start_date=2026-03-01",
                "start_date=2026-02-30&end_date=2026-03-01",
                "start_date=2026-03-02&end_date=2026-03-01",
                "start_date=0001-01-01&end_date=9999-12-31",
                "start_date=2026-03-01&end_date=2026-03-02&group_by=moon")) {
            assertThat(hub.get("/v1/credits/usage?" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    private void spend(Credits price) {
        Caller caller = new Caller(HUNDRED, "lnt_abcdefgh", Set.of("*"), "req_1");
        try (Charge charge = credits.reserve(Quote.fixed(ChargedWork.of(caller, "match.records"), price))) {
            charge.settle(List.of(Use.of(Item.MATCH_SIMPLE, price)));
        }
    }

    private static HttpResponse<String> grant(HubCalls hub, String key, String request) {
        return hub.send(hub.request("/v1/credits/grants")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(request)));
    }

    private HubCalls calls(TenantId tenant, String... scopes) {
        return new HubCalls(port, access.issue(tenant, "test", Set.of(scopes), null));
    }

    private JsonNode body(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
