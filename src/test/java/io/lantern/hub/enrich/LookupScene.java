package io.lantern.hub.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.WriteOutcome;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A hub with an org of its own, no vendor and no DNS. */
@HubTest
@TestPropertySource(
        properties = {
            "lantern.trigger.poll-cron=0 0 0 1 1 ? 2099",
            "lantern.provider.email.mx-lookup=false",
            "lantern.enrich.default-region=US"
        })
abstract class LookupScene {
    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    SalesforceOrgs orgs;

    @Autowired
    ObjectMapper json;

    HubCalls hub = new HubCalls(0, "");

    @DynamicPropertySource
    static void org(DynamicPropertyRegistry settings) throws IOException {
        Sandbox sandbox = Sandbox.start(new SandboxSettings(Files.createTempDirectory("lookup-"), 0, 0, -1, false));
        String org = "lantern.orgs[0].";
        settings.add(org + "name", () -> "sandbox");
        settings.add(org + "login-url", () -> sandbox.url().toString());
        settings.add(org + "client-id", () -> "lantern-sandbox");
        settings.add(org + "client-secret", () -> "lantern-sandbox-secret");
        settings.add(org + "pub-sub-host", () -> "localhost");
        settings.add(org + "pub-sub-port", sandbox::pubSubPort);
        settings.add(org + "trust-certificate", () -> sandbox.certificate().toString());
    }

    @BeforeEach
    void caller() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "test", Set.of("enrich", "admin", "credits"), null));
    }

    JsonNode ok(String service, String request) {
        HttpResponse<String> answer = hub.post("/v1/enrich/" + service, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return body(answer);
    }

    long remaining() {
        return body(hub.get("/v1/credits/remaining")).at("/remaining_credits").asLong();
    }

    JsonNode body(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SalesforceId lead(String first, String last, String company, String email, String phone) {
        return create(
                "Lead",
                Map.of("FirstName", first, "LastName", last, "Company", company, "Email", email, "Phone", phone));
    }

    SalesforceId create(String object, Map<String, Object> fields) {
        WriteOutcome outcome = orgs.all().get(0).create(object, new HashMap<>(fields), Purpose.WRITE_BACK);
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return ((WriteOutcome.Written) outcome).id();
    }
}
