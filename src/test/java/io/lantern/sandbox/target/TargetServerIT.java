package io.lantern.sandbox.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.sandbox.slack.SlackWebhook;
import io.lantern.sandbox.whatsapp.CloudApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's targets over the wire, held to the requests and answers in the real ones' public documentation. */
class TargetServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final String BASIC = "Basic "
            + Base64.getEncoder()
                    .encodeToString("LanternSandbox\\hub:lantern-sandbox".getBytes(StandardCharsets.UTF_8));

    private static TargetServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TargetServer.start(0, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"Hello, world.\"} | 200 | ok",
                "{\"text\": \"\"}              | 400 | no_text",
                "text=Hello                    | 400 | invalid_payload",
            })
    void slack_answers_in_plain_text(String body, int status, String words) throws Exception {
        HttpResponse<String> answer = send("POST", "/slack" + SlackWebhook.PATH, body, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(words);
    }

    @Test
    void slack_does_not_know_another_secret() throws Exception {
        HttpResponse<String> answer = send("POST", "/slack/services/T0LANTERN/B0SANDBOX/guess", "{\"text\":\"x\"}", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("no_service");
    }

    @Test
    void whatsapp_takes_the_documented_message_and_answers_with_its_id() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/whatsapp/v23.0/" + CloudApi.NUMBER + "/messages", """
                {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "16505551234", "type": "text",
                 "text": {"preview_url": true, "body": "As requested"}}""", "Bearer lantern-sandbox");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(json(answer).at("/contacts/0/wa_id").asText()).isEqualTo("16505551234");
        assertThat(json(answer).at("/messages/0/id").asText()).startsWith("wamid.");
    }

    @Test
    void whatsapp_says_its_errors_by_code() throws Exception {
        HttpResponse<String> stranger = send("GET", "/whatsapp/v23.0/" + CloudApi.NUMBER, "", "Bearer other");

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(json(stranger).at("/error/code").asInt()).isEqualTo(190);
        assertThat(json(stranger).at("/error/type").asText()).isEqualTo("OAuthException");
        assertThat(json(stranger).at("/error/fbtrace_id").asText()).isNotEmpty();
    }

    @Test
    void eloqua_says_where_the_instance_is_and_answers_strangers_with_a_sentence() throws Exception {
        HttpResponse<String> known = send("GET", "/eloqua/id", "", BASIC);
        HttpResponse<String> stranger = send("GET", "/eloqua/id", "", "Basic b3RoZXI=");

        assertThat(json(known).at("/site/name").asText()).isEqualTo("LanternSandbox");
        assertThat(json(known).at("/urls/base").asText()).isEqualTo(server.url() + "/eloqua");
        assertThat(json(known).at("/urls/apis/rest/standard").asText()).endsWith("/API/REST/{version}/");
        assertThat(stranger.statusCode()).isEqualTo(200);
        assertThat(stranger.body()).isEqualTo("\"Not authenticated.\"");
    }

    @Test
    void eloqua_keeps_an_address_once_and_empties_what_a_put_leaves_out() throws Exception {
        String data = "/eloqua/API/REST/2.0/data/";
        HttpResponse<String> made =
                send("POST", data + "contact", "{\"emailAddress\":\"a@b.example\",\"firstName\":\"Ada\"}", BASIC);
        HttpResponse<String> again = send("POST", data + "contact", "{\"emailAddress\":\"A@B.example\"}", BASIC);
        String id = json(made).path("id").asText();
        HttpResponse<String> put =
                send("PUT", data + "contact/" + id, "{\"id\":\"" + id + "\",\"emailAddress\":\"a@b.example\"}", BASIC);
        HttpResponse<String> found =
                send("GET", data + "contacts?search=emailAddress%3D%27a*%27&depth=minimal", "", BASIC);

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).at("/0/requirement/type").asText()).isEqualTo("UniquenessRequirement");
        assertThat(json(put).path("firstName").asText("-")).isEmpty();
        assertThat(json(found).at("/elements/0/name").asText()).isEqualTo("a@b.example");
        assertThat(json(found).at("/elements/0").has("firstName")).isFalse();
        assertThat(json(found).path("total").asInt()).isEqualTo(1);
    }

    @Test
    void gmail_gives_a_token_for_the_refresh_token_and_none_for_another() throws Exception {
        String form = "grant_type=refresh_token&client_id=lantern-sandbox&client_secret=lantern-sandbox&refresh_token=";
        HttpResponse<String> token = form("/gmail/token", form + "lantern-sandbox");
        HttpResponse<String> none = form("/gmail/token", form + "other");

        assertThat(json(token).path("token_type").asText()).isEqualTo("Bearer");
        assertThat(json(token).path("expires_in").asInt()).isEqualTo(3599);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(json(none).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void the_webhook_takes_nothing_that_is_not_signed() throws Exception {
        assertThat(send("POST", "/webhook/crm", "{}", "").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/webhook/crm", "", "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/fax", "", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/", "", "").body()).contains("/slack/services/", "/eloqua", "arrivals");
    }

    private static HttpResponse<String> form(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.url().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String method, String path, String body, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return http.send(
                (authorization.isEmpty() ? request : request.header("Authorization", authorization)).build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
