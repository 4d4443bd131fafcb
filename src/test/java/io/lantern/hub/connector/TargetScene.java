package io.lantern.hub.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubTest;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.sandbox.eloqua.EloquaApi;
import io.lantern.sandbox.mail.GmailApi;
import io.lantern.sandbox.mail.MailInbox;
import io.lantern.sandbox.slack.SlackWebhook;
import io.lantern.sandbox.target.TargetServer;
import io.lantern.sandbox.webhook.WebhookReceiver;
import io.lantern.sandbox.whatsapp.CloudApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
    static final TargetServer targets = start();
    private static final HttpClient control = HttpClient.newHttpClient();

    @Autowired
    ConnectorService connectors;

    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry settings) {
        settings.add("lantern.connectors.timeout", () -> "2s");
        settings.add("lantern.connectors.check-timeout", () -> "1s");
        settings.add("lantern.connectors.check-life", () -> "0s");
        settings.add("lantern.connectors.webhooks.crm.url", () -> targets.url() + "/webhook/crm");
        settings.add("lantern.connectors.webhooks.crm.secret", () -> WebhookReceiver.SECRET);
        settings.add("lantern.connectors.slack.url", () -> targets.url() + "/slack" + SlackWebhook.PATH);
        settings.add("lantern.connectors.whatsapp.phone-number-id", () -> CloudApi.NUMBER);
        settings.add("lantern.connectors.whatsapp.token", () -> CloudApi.TOKEN);
        settings.add("lantern.connectors.whatsapp.base-url", () -> targets.url() + "/whatsapp");
        settings.add("lantern.connectors.email.host", () -> "127.0.0.1");
        settings.add("lantern.connectors.email.port", targets::smtpPort);
        settings.add("lantern.connectors.email.security", () -> "none");
        settings.add("lantern.connectors.email.username", () -> "hub");
        settings.add("lantern.connectors.email.password", () -> MailInbox.PASSWORD);
        settings.add("lantern.connectors.email.from", () -> "Lantern <hub@sandbox.example>");
        for (String key : List.of("client-id", "client-secret", "refresh-token")) {
            settings.add("lantern.connectors.gmail." + key, () -> GmailApi.KEY);
        }
        settings.add("lantern.connectors.gmail.from", () -> GmailApi.USER);
        settings.add("lantern.connectors.gmail.to", () -> "team@sandbox.example");
        settings.add("lantern.connectors.gmail.base-url", () -> targets.url() + "/gmail");
        settings.add("lantern.connectors.gmail.token-url", () -> targets.url() + "/gmail/token");
        settings.add("lantern.connectors.eloqua.company", () -> EloquaApi.COMPANY);
        settings.add("lantern.connectors.eloqua.username", () -> EloquaApi.USER);
        settings.add("lantern.connectors.eloqua.password", () -> EloquaApi.PASSWORD);
        settings.add("lantern.connectors.eloqua.login-url", () -> targets.url() + "/eloqua");
        settings.add("lantern.connectors.eloqua.fields.lead-score", () -> "100195");
        settings.add("lantern.connectors.eloqua.forms.12.email", () -> "201");
        settings.add("lantern.connectors.eloqua.forms.12.first-name", () -> "202");
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
                            HttpRequest.newBuilder(targets.url().resolve(path))
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

    static URI at(String path) {
        return targets.url().resolve(path);
    }

    private static TargetServer start() {
        try {
            return TargetServer.start(0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
