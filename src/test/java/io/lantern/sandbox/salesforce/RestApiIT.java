package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST data API over the wire. */
class RestApiIT {
    private static final String DATA = OrgHttp.DATA;

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static OrgHttp org;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        org = new OrgHttp(sandbox.url()).login();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void versions_need_no_login_and_name_the_newest() {
        OrgHttp.Answer answer = new OrgHttp(sandbox.url()).get("/services/data/");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode newest = answer.body().get(answer.body().size() - 1);
        assertThat(newest.path("label").asText()).isEqualTo("Winter '27");
        assertThat(newest.path("url").asText()).isEqualTo("/services/data/v68.0");
        assertThat(answer.body().get(0).path("label").asText()).isEqualTo("Summer '14");
    }

    @Test
    void a_retired_version_is_gone() {
        assertThat(org.get("/services/data/v30.0/limits").status()).isEqualTo(410);
        assertThat(org.get("/services/data/v69.0/limits").status()).isEqualTo(404);
    }

    @Test
    void a_record_is_created_read_changed_and_deleted() {
        OrgHttp.Answer created = org.post(
                DATA + "/sobjects/Lead/", Map.of("LastName", "Byron", "Company", "Poets", "Email", "b@poets.example"));
        String id = created.body().path("id").asText();

        assertThat(created.status()).isEqualTo(201);
        assertThat(id).startsWith("00Q").hasSize(18);
        assertThat(created.body().path("errors")).isEmpty();
        assertThat(created.header("Sforce-Limit-Info")).matches("api-usage=\\d+/5000000");

        assertThat(org.send("PATCH", DATA + "/sobjects/Lead/" + id, Map.of("title", "Lord"))
                        .status())
                .isEqualTo(204);
        assertThat(org.post(DATA + "/sobjects/Lead/" + id + "?_HttpMethod=PATCH", Map.of("City", "Missolonghi"))
                        .status())
                .isEqualTo(204);
        JsonNode read = org.get(DATA + "/sobjects/Lead/" + id.substring(0, 15) + "?fields=id,title,City")
                .body();
        assertThat(read.toString())
                .startsWith("{\"attributes\":{\"type\":\"Lead\",\"url\":\"" + DATA + "/sobjects/Lead/" + id + "\"}")
                .contains("\"Title\":\"Lord\",\"City\":\"Missolonghi\"");

        assertThat(org.send("DELETE", DATA + "/sobjects/Lead/" + id, null).status())
                .isEqualTo(204);
        OrgHttp.Answer gone = org.get(DATA + "/sobjects/Lead/" + id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body().at("/0/errorCode").asText()).isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void refusals_come_as_error_arrays() {
        JsonNode missing =
                org.post(DATA + "/sobjects/Lead", Map.of("FirstName", "No")).body();
        assertThat(missing.at("/0/errorCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(missing.at("/0/fields").toString()).contains("LastName", "Company");

        OrgHttp.Answer broken = org.post(DATA + "/sobjects/Lead", "{\"LastName\":");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body().at("/0/errorCode").asText()).isEqualTo("JSON_PARSER_ERROR");

        OrgHttp.Answer unknown = org.get(DATA + "/sobjects/Nope__c/describe");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text())
                .isEqualTo("[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]");

        assertThat(org.send("PUT", DATA + "/limits", null).status()).isEqualTo(405);
        assertThat(org.query("SELECT Nope FROM Lead").body().at("/0/errorCode").asText())
                .isEqualTo("INVALID_FIELD");
    }

    @Test
    void without_a_good_session_nothing_is_answered() {
        OrgHttp.Answer stale =
                new OrgHttp(sandbox.url()).withToken("00D000000000000!no").get(DATA + "/limits");
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.text())
                .isEqualTo("[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");

        OrgHttp.Answer odd = new OrgHttp(sandbox.url()).get(DATA + "/limits", "Authorization", "Basic abc");
        assertThat(odd.status()).isEqualTo(401);
        assertThat(odd.body().at("/0/errorCode").asText()).isEqualTo("INVALID_AUTH_HEADER");
    }

    @Test
    void upsert_creates_then_updates_and_several_matches_are_choices() {
        String path = DATA + "/sobjects/Lead/External_Id__c/a%2Fb%20c";

        OrgHttp.Answer created = org.send("PATCH", path, Map.of("LastName", "Ext", "Company", "Ext"));
        OrgHttp.Answer updated = org.send("PATCH", path, Map.of("LastName", "Ext2"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().path("created").asBoolean()).isTrue();
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.body().path("created").asBoolean()).isFalse();
        assertThat(org.send("PATCH", path.replace("v60.0", "v45.0"), Map.of("LastName", "Ext3"))
                        .status())
                .isEqualTo(204);
        assertThat(org.get(path).body().path("LastName").asText()).isEqualTo("Ext3");

        org.post(DATA + "/sobjects/Lead", Map.of("LastName", "Twin", "Company", "T", "External_Id__c", "a/b c"));
        OrgHttp.Answer several = org.send("PATCH", path, Map.of("LastName", "Ext4"));
        assertThat(several.status()).isEqualTo(300);
        assertThat(several.body()).hasSize(2);
    }

    @Test
    void queries_are_read_page_by_page() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(Map.of("attributes", Map.of("type", "Campaign"), "Name", "Page " + i));
        }
        org.post(DATA + "/composite/sobjects", Map.of("records", rows));
        org.post(DATA + "/composite/sobjects", Map.of("records", rows));

        JsonNode first = org.query("SELECT Id FROM Campaign", "Sforce-Query-Options", "batchSize=250")
                .body();
        JsonNode second = org.get(first.path("nextRecordsUrl").asText()).body();

        assertThat(first.path("done").asBoolean()).isFalse();
        assertThat(first.path("records")).hasSize(250);
        assertThat(second.path("done").asBoolean()).isTrue();
        assertThat(second.path("records")).hasSize(150);
        assertThat(org.get(DATA + "/query/01g000000000000AAA-2000")
                        .body()
                        .at("/0/errorCode")
                        .asText())
                .isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void describe_says_what_create_demands() {
        JsonNode describe = org.get(DATA + "/sobjects/Lead/describe").body();

        List<String> required = new ArrayList<>();
        describe.path("fields").forEach(field -> {
            if (!field.path("nillable").asBoolean()
                    && !field.path("defaultedOnCreate").asBoolean()
                    && field.path("createable").asBoolean()) {
                required.add(field.path("name").asText());
            }
        });
        assertThat(required).contains("LastName", "Company");
        assertThat(org.get(DATA + "/sobjects").body().findValuesAsText("keyPrefix"))
                .contains("00Q", "001");
    }

    @Test
    void replication_lists_changed_and_deleted_records() {
        String id = org.post(DATA + "/sobjects/Account", Map.of("Name", "Changed"))
                .body()
                .path("id")
                .asText();
        String gone = org.post(DATA + "/sobjects/Account", Map.of("Name", "Gone"))
                .body()
                .path("id")
                .asText();
        org.send("DELETE", DATA + "/sobjects/Account/" + gone, null);
        String window = "?start=" + Instant.now().minusSeconds(600) + "&end="
                + Instant.now().plusSeconds(60);

        JsonNode updated = org.get(DATA + "/sobjects/Account/updated/" + window).body();
        JsonNode deleted = org.get(DATA + "/sobjects/Account/deleted/" + window).body();

        assertThat(updated.path("ids").toString()).contains(id).doesNotContain(gone);
        assertThat(deleted.findValuesAsText("id")).contains(gone).doesNotContain(id);
    }

    @Test
    void an_unchanged_account_is_not_sent_again() {
        String id = org.post(DATA + "/sobjects/Account", Map.of("Name", "Same"))
                .body()
                .path("id")
                .asText();
        OrgHttp.Answer first = org.get(DATA + "/sobjects/Account/" + id);

        assertThat(org.get(DATA + "/sobjects/Account/" + id, "If-Modified-Since", first.header("Last-Modified"))
                        .status())
                .isEqualTo(304);
        assertThat(org.send("PATCH", DATA + "/sobjects/Account/" + id, Map.of("Name", "Other"), "If-Match", "\"x\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void a_search_finds_words() {
        org.post(DATA + "/sobjects/Contact", Map.of("LastName", "Zuckerkandl", "Email", "z@find.example"));

        JsonNode found = org.get(
                        DATA + "/search?q=FIND+%7Bzuckerk*%7D+IN+ALL+FIELDS+RETURNING+Contact(Id,LastName),Lead")
                .body();

        assertThat(found.at("/searchRecords/0/LastName").asText()).isEqualTo("Zuckerkandl");
    }

    @Test
    void both_sides_may_compress() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"Name\":\"Packed\"}".getBytes(StandardCharsets.UTF_8));
        }
        URI url = sandbox.url();

        OrgHttp.Answer created = org.exchange(HttpRequest.newBuilder(url.resolve(DATA + "/sobjects/Account"))
                .header("Authorization", "Bearer " + org.token())
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());
        OrgHttp.Answer describe = org.get(DATA + "/sobjects/Account/describe", "Accept-Encoding", "gzip");

        assertThat(created.status()).isEqualTo(201);
        assertThat(describe.header("Content-Encoding")).isEqualTo("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(describe.raw().body())).readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(text).startsWith("{").contains("\"name\":\"Account\"");
    }
}
