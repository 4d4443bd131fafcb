package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.TenantId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Administration of keys over HTTP. */
@HubTest
class KeysIT {
    private static final String FORMS =
            "{\"name\": \"Web forms\", \"scopes\": [\"forms\"], \"limits\": {\"burst\": 120}}";

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    private HubCalls admin = new HubCalls(0, "");

    @BeforeEach
    void anAdmin() {
        admin = new HubCalls(port, access.issue(new TenantId(1), "admin", Set.of("*"), null));
    }

    @Test
    void aKeyIsMadeUsedRenewedAndRevoked() throws Exception {
        HttpResponse<String> answer = admin.post("/v1/keys", FORMS);
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode made = json.readTree(answer.body());
        HubCalls forms = new HubCalls(port, made.get("key").asText());
        assertThat(forms.get("/v1/keys").statusCode()).isEqualTo(403);
        assertThat(forms.get("/v1/nope").headers().firstValue("X-RateLimit-Limit"))
                .isPresent();

        HttpResponse<String> renewed = admin.post("/v1/keys/" + made.get("id") + "/rotate", "{\"grace_seconds\": 0}");
        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(forms.get("/v1/keys").statusCode()).isEqualTo(401);
        HubCalls again =
                new HubCalls(port, json.readTree(renewed.body()).get("key").asText());
        assertThat(again.get("/v1/keys").statusCode()).isEqualTo(403);

        HttpResponse<String> revoked =
                admin.send(admin.request("/v1/keys/" + made.get("id")).DELETE());
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(again.get("/v1/keys").statusCode()).isEqualTo(401);
        JsonNode newest = json.readTree(admin.get("/v1/keys?per_page=1").body()).at("/keys/0");
        assertThat(newest.get("revoked_at").asText()).isNotEmpty();
        assertThat(newest.get("limits").toString()).isEqualTo("{\"burst\":120}");
    }

    @Test
    void aRepeatedRequestMakesNoSecondKey() {
        HttpResponse<String> first = idempotent(FORMS);
        HttpResponse<String> second = idempotent(FORMS);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    }

    @Test
    void whatCannotBeIsSaid() {
        HttpResponse<String> past = admin.post(
                "/v1/keys", "{\"name\":\"x\",\"scopes\":[\"match\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}");

        assertThat(past.statusCode()).isEqualTo(400);
        assertThat(past.body()).contains("`expires_at` must be in the future.");
        assertThat(admin.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(admin.post("/v1/keys/999999/rotate", "{}").statusCode()).isEqualTo(404);
        assertThat(admin.send(admin.request("/v1/keys/none").DELETE()).statusCode())
                .isEqualTo(400);
        assertThat(admin.send(admin.request("/v1/keys/99999999999999999999").DELETE())
                        .statusCode())
                .isIn(400, 404);
    }

    @Test
    void aKeyOfOneAgentOpensThatAgentOnly() {
        String secret = access.issue(new TenantId(1), "scout", Set.of("agents:scout"), null);
        HubCalls scout = new HubCalls(port, secret);

        assertThat(scout.get("/v1/agents/scout").statusCode()).isNotIn(401, 403);
        assertThat(scout.get("/v1/agents/other").statusCode()).isEqualTo(403);
        assertThat(scout.get("/v1/agents").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> idempotent(String body) {
        return admin.send(admin.request("/v1/keys")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-for-forms")
                .POST(BodyPublishers.ofString(body)));
    }
}
