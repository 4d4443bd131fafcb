package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.Hub;
import io.lantern.hub.HubCalls;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Pools over HTTP, with the users and the open records of the sandbox org. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolIT {
    private static final ObjectMapper json = new ObjectMapper();

    private Sandbox sandbox;
    private OrgClient org;
    private ConfigurableApplicationContext hub;
    private HubCalls calls;
    private List<String> users;

    @BeforeAll
    void startBoth(@TempDir Path data) {
        sandbox = Sandbox.start(new SandboxSettings(data, 0, 0, -1, true));
        org = new OrgClient(sandbox.url());
        hub = new SpringApplicationBuilder(Hub.class)
                .profiles("sandbox")
                .run(
                        "--lantern.data=" + data,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--lantern.orgs[0].name=sandbox",
                        "--lantern.orgs[0].listen=false",
                        "--lantern.orgs[0].login-url=" + sandbox.url(),
                        "--lantern.orgs[0].client-id=lantern-sandbox",
                        "--lantern.orgs[0].client-secret=lantern-sandbox-secret");
        calls = new HubCalls(
                hub.getEnvironment().getRequiredProperty("local.server.port", Integer.class), OrgClient.HUB_KEY);
        users = new ArrayList<>();
        tree(calls.get("/v1/routing/pools/inbound"))
                .at("/members")
                .forEach(member -> users.add(member.at("/user_id").asText()));
    }

    @AfterAll
    void stopBoth() {
        hub.close();
        sandbox.close();
    }

    @Test
    void a_pool_by_load_gives_to_who_has_the_fewest_open_leads_and_says_how_many() {
        pool("by-load", "\"strategy\": \"load\",");
        Map<String, Integer> open = new LinkedHashMap<>();
        for (String user : users.subList(0, 3)) {
            open.put(
                    user,
                    org.query("SELECT Id FROM Lead WHERE IsConverted = false AND OwnerId = '" + user + "'")
                            .size());
        }
        int fewest = open.values().stream().min(Integer::compare).orElseThrow();

        JsonNode first =
                tree(calls.get("/v1/routing/pools/by-load/preview?count=1")).at("/next/0");

        assertThat(open.get(first.at("/user").asText())).as(open + " " + first).isEqualTo(fewest);
        assertThat(first.at("/chosen_because").asText()).contains(String.valueOf(fewest));
    }

    @Test
    void a_preview_says_what_then_happens_and_uses_no_turn() {
        pool("previewed", "");
        JsonNode preview = tree(calls.get("/v1/routing/pools/previewed/preview?count=4"));
        JsonNode again = tree(calls.get("/v1/routing/pools/previewed/preview?count=4"));
        assertThat(again.at("/next")).isEqualTo(preview.at("/next"));

        for (int i = 0; i < 4; i++) {
            JsonNode assigned = assign("previewed");

            assertThat(assigned.at("/assigned_to")).isEqualTo(preview.at("/next/" + i + "/user"));
            assertThat(assigned.at("/sequence")).isEqualTo(preview.at("/next/" + i + "/sequence"));
        }
    }

    @Test
    void a_change_counts_for_the_next_record_and_names_what_is_wrong_with_it() {
        pool("changed", "");
        assign("changed");

        JsonNode changed = tree(send("PATCH", "/v1/routing/pools/changed", """
                {"description": "Only one", "members": [{"user_id": "%s"}]}
                """.formatted(users.get(2))));
        HttpResponse<String> wrong = send("PATCH", "/v1/routing/pools/changed", """
                {"members": [{"user_id": "%s", "weight": 0}], "fallback": "nobody"}
                """.formatted(users.get(0)));

        assertThat(changed.at("/members")).hasSize(1);
        assertThat(assign("changed").at("/assigned_to").asText()).isEqualTo(users.get(2));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(tree(wrong).at("/error/details").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_pool_that_was_used_is_archived_and_one_that_was_not_is_gone() {
        pool("used", "");
        pool("unused", "");
        assign("used");

        assertThat(send("DELETE", "/v1/routing/pools/used", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/v1/routing/pools/unused", "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/v1/routing/pools/unused", "").statusCode()).isEqualTo(404);

        assertThat(calls.get("/v1/routing/pools/unused").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/v1/routing/assign", body("used")).statusCode())
                .isIn(404, 409);
    }

    private void pool(String name, String more) {
        HttpResponse<String> answer =
                send("POST", "/v1/routing/pools", """
                {"name": "%s", %s "members": [{"user_id": "%s", "weight": 2}, {"user_id": "%s"}, {"user_id": "%s"}]}
                """.formatted(name, more, users.get(0), users.get(1), users.get(2)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private JsonNode assign(String pool) {
        HttpResponse<String> answer = send("POST", "/v1/routing/assign", body(pool));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private String body(String pool) {
        String lead = org.createLead(Map.of("LastName", "Pooled", "Company", "Pool"));
        return "{\"object\": \"lead\", \"sf_id\": \"%s\", \"pool\": \"%s\"}".formatted(lead, pool);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return calls.send(calls.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
