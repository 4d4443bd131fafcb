package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.sandbox.Ports;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.eloqua.EloquaApi;
import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.mail.GmailApi;
import io.lantern.sandbox.mail.MailInbox;
import io.lantern.sandbox.s3.S3Server;
import io.lantern.sandbox.slack.SlackWebhook;
import io.lantern.sandbox.vendor.VendorServer;
import io.lantern.sandbox.webhook.WebhookReceiver;
import io.lantern.sandbox.whatsapp.CloudApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A hub whose targets are all of the sandbox, over sockets. One hub serves every class below it. */
@HubTest
abstract class TargetScene {
    static final TenantId OURS = new TenantId(1);
    static final Sandbox sandbox = start();
    private static final HttpClient control = HttpClient.newHttpClient();

    @Autowired
    ConnectorService connectors;

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry settings) {
        world(settings);
        settings.add("lantern.connectors.timeout", () -> "2s");
        settings.add("lantern.connectors.check-timeout", () -> "1s");
        settings.add("lantern.connectors.check-life", () -> "0s");
        settings.add("lantern.connectors.webhooks.crm.url", () -> sandbox.targetUrl() + "/webhook/crm");
        settings.add("lantern.connectors.webhooks.crm.secret", () -> WebhookReceiver.SECRET);
        settings.add("lantern.connectors.slack.url", () -> sandbox.targetUrl() + "/slack" + SlackWebhook.PATH);
        settings.add("lantern.connectors.whatsapp.phone-number-id", () -> CloudApi.NUMBER);
        settings.add("lantern.connectors.whatsapp.token", () -> CloudApi.TOKEN);
        settings.add("lantern.connectors.whatsapp.base-url", () -> sandbox.targetUrl() + "/whatsapp");
        settings.add("lantern.connectors.email.host", () -> "127.0.0.1");
        settings.add("lantern.connectors.email.port", sandbox::smtpPort);
        settings.add("lantern.connectors.email.security", () -> "none");
        settings.add("lantern.connectors.email.username", () -> "hub");
        settings.add("lantern.connectors.email.password", () -> MailInbox.PASSWORD);
        settings.add("lantern.connectors.email.from", () -> "Lantern <hub@sandbox.example>");
        for (String key : List.of("client-id", "client-secret", "refresh-token")) {
            settings.add("lantern.connectors.gmail." + key, () -> GmailApi.KEY);
        }
        settings.add("lantern.connectors.gmail.from", () -> GmailApi.USER);
        settings.add("lantern.connectors.gmail.to", () -> "team@sandbox.example");
        settings.add("lantern.connectors.gmail.base-url", () -> sandbox.targetUrl() + "/gmail");
        settings.add("lantern.connectors.gmail.token-url", () -> sandbox.targetUrl() + "/gmail/token");
        settings.add("lantern.connectors.eloqua.company", () -> EloquaApi.COMPANY);
        settings.add("lantern.connectors.eloqua.username", () -> EloquaApi.USER);
        settings.add("lantern.connectors.eloqua.password", () -> EloquaApi.PASSWORD);
        settings.add("lantern.connectors.eloqua.login-url", () -> sandbox.targetUrl() + "/eloqua");
        settings.add("lantern.connectors.eloqua.fields.lead-score", () -> "100195");
        settings.add("lantern.connectors.eloqua.forms.12.email", () -> "201");
        settings.add("lantern.connectors.eloqua.forms.12.first-name", () -> "202");
    }

    private static void world(DynamicPropertyRegistry settings) {
        settings.add("lantern.trigger.poll-cron", () -> "0 0 0 1 1 ? 2099");
        for (int tenant = 1; tenant <= 2; tenant++) {
            String id = String.valueOf(tenant);
            settings.add("lantern.tenants[" + (tenant - 1) + "].id", () -> id);
            settings.add("lantern.tenants[" + (tenant - 1) + "].name", () -> "tenant-" + id);
            settings.add("lantern.tenants[" + (tenant - 1) + "].plan", () -> "enterprise");
        }
        settings.add("lantern.orgs[0].name", () -> "sandbox");
        settings.add("lantern.orgs[0].login-url", sandbox::url);
        settings.add("lantern.orgs[0].client-id", () -> "lantern-sandbox");
        settings.add("lantern.orgs[0].client-secret", () -> "lantern-sandbox-secret");
        settings.add("lantern.orgs[0].listen", () -> "false");
        settings.add("lantern.storage.bucket", () -> S3Server.BUCKET);
        settings.add("lantern.storage.endpoint", sandbox::s3Url);
        settings.add("lantern.storage.path-style", () -> "true");
        settings.add("lantern.storage.access-key", () -> S3Server.ACCESS_KEY);
        settings.add("lantern.storage.secret-key", () -> S3Server.SECRET_KEY);
        settings.add("lantern.models[0].name", () -> ModelServer.SMALL);
        settings.add("lantern.models[0].kind", () -> "openai");
        settings.add("lantern.models[0].base-url", sandbox::llmUrl);
        settings.add("lantern.models[0].model", () -> ModelServer.SMALL);
        settings.add("lantern.models[0].api-key", () -> ModelServer.KEY);
        settings.add("lantern.vendors.hunter.url", () -> sandbox.vendorUrl() + "/hunter");
        settings.add("lantern.vendors.hunter.key", () -> VendorServer.KEY);
        settings.add("lantern.vendors.prospeo.url", () -> sandbox.vendorUrl() + "/prospeo");
        settings.add("lantern.vendors.prospeo.key", () -> "a-wrong-key");
        settings.add("lantern.search.kind", () -> "searxng");
        settings.add("lantern.search.base-url", () -> "http://localhost:" + sandbox.webPort());
    }

    @BeforeEach
    void calm() {
        control("DELETE", "/sandbox/faults");
        control("DELETE", "/sandbox/arrivals");
        control("DELETE", "/sandbox/requests");
    }

    static Delivery delivery(Map<String, String> options) {
        return new Delivery(
                OURS,
                UUID.randomUUID().toString(),
                "req_1",
                "A new lead",
                "Ada Moreno of Candela has written.",
                Map.of("email", "ada@candela.example", "first_name", "Ada", "last_name", "Moreno"),
                options);
    }

    Problem refusal(String target, Delivery delivery) {
        return catchThrowableOfType(ProblemException.class, () -> connectors.deliver(target, delivery))
                .problem();
    }

    static void fault(String fault) {
        assertThat(control("PUT", "/sandbox/faults/" + fault)).isNotEmpty();
    }

    static List<JsonNode> arrivals(String target) {
        return StreamSupport.stream(
                        json(control("GET", "/sandbox/arrivals?target=" + target))
                                .path("arrivals")
                                .spliterator(),
                        false)
                .toList();
    }

    /** @param operation for example {@code webhook.post} */
    static int calls(String operation) {
        return json(control("GET", "/sandbox/requests"))
                .path("operations")
                .path(operation)
                .asInt();
    }

    static String control(String method, String path) {
        try {
            return control.send(
                            HttpRequest.newBuilder(sandbox.targetUrl().resolve(path))
                                    .method(method, BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sandbox start() {
        try {
            return Sandbox.start(
                    new SandboxSettings(Files.createTempDirectory("targets-"), new Ports(0, 0, -1, 0, 0, 0), false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
