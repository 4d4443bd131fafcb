package io.lantern.sandbox.salesforce.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.salesforce.PubSubApiConsumer;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sandbox, read by camel-salesforce's own Pub/Sub client and written by plain REST. */
class CamelReaderIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTE = "reader";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private Sandbox sandbox;
    private DefaultCamelContext camel;
    private String token;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, 0, false));
        token = JSON.readTree(send(
                                "POST",
                                "/services/oauth2/token",
                                "application/x-www-form-urlencoded",
                                "grant_type=client_credentials&client_id=lantern-sandbox&client_secret=lantern-sandbox-secret")
                        .body())
                .get("access_token")
                .asText();
        camel = new DefaultCamelContext();
        camel.addComponent("salesforce", component());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("salesforce:pubSubSubscribe:/event/Lantern_Record_Change__e"
                                + "?pubSubDeserializeType=JSON&replayPreset=EARLIEST")
                        .routeId(ROUTE)
                        .autoStartup(false)
                        .process(exchange ->
                                received.add(JSON.readTree(exchange.getMessage().getBody(String.class))));
            }
        });
        camel.start();
        PubSubApiConsumer consumer = (PubSubApiConsumer)
                Objects.requireNonNull(camel.getRoute(ROUTE)).getConsumer();
        consumer.setUsePlainTextConnection(true);
        camel.getRouteController().startRoute(ROUTE);
    }

    @AfterEach
    void stop() {
        camel.stop();
        sandbox.close();
    }

    @Test
    void aLeadCreatedByRestReachesCamel() throws Exception {
        String id = createLead();

        Awaitility.await().until(() -> received.size() == 1);

        assertThat(received.get(0).get("Record_Id__c").asText()).isEqualTo(id);
        assertThat(received.get(0).get("System_Modstamp__c").isNumber()).isTrue();
    }

    @Test
    void camelLogsInAgainWhenItsSessionsEndAndMissesNothing() throws Exception {
        createLead();
        Awaitility.await().until(() -> received.size() == 1);

        send("PUT", "/sandbox/faults/stream-auth-error?count=1", "application/json", "");
        createLead();

        Awaitility.await().until(() -> received.size() == 2);
    }

    @Test
    void anEventPublishedByRestReachesCamelAndItsSchemaIsShown() throws Exception {
        HttpResponse<String> answer = send(
                "POST",
                "/services/data/v60.0/sobjects/Lantern_Record_Change__e",
                "application/json",
                "{\"Object__c\":\"Lead\"}");
        JsonNode schema =
                JSON.readTree(send("GET", "/services/data/v60.0/sobjects/Lantern_Record_Change__e/eventSchema", "", "")
                        .body());
        JsonNode again = JSON.readTree(send(
                        "GET",
                        "/services/data/v60.0/event/eventSchema/"
                                + schema.get("uuid").asText(),
                        "",
                        "")
                .body());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("OPERATION_ENQUEUED");
        assertThat(schema.get("name").asText()).isEqualTo("Lantern_Record_Change__e");
        assertThat(again).isEqualTo(schema);
        Awaitility.await().until(() -> received.size() == 1);
        assertThat(received.get(0).get("Object__c").asText()).isEqualTo("Lead");
    }

    private SalesforceComponent component() {
        SalesforceComponent component = new SalesforceComponent();
        component.setLoginUrl(sandbox.url().toString());
        component.setClientId("lantern-sandbox");
        component.setClientSecret("lantern-sandbox-secret");
        component.setPubSubHost("localhost");
        component.setPubSubPort(sandbox.plaintextPubSubPort());
        return component;
    }

    private String createLead() throws Exception {
        String body = send(
                        "POST",
                        "/services/data/v60.0/sobjects/Lead",
                        "application/json",
                        "{\"LastName\":\"Lovelace\",\"Company\":\"Engines\"}")
                .body();
        return JSON.readTree(body).get("id").asText();
    }

    private HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
