package io.lantern.hub.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.HubTest;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import io.lantern.sandbox.llm.ModelServer;
import io.lantern.sandbox.s3.S3Server;
import io.lantern.sandbox.web.CompanyWeb;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A question about each record of a batch, over HTTP, on the sandbox's web. */
@HubTest
@ActiveProfiles("sandbox")
class DeepResearchBatchIT {
    private static final ModelServer MODEL;
    private static final CompanyWeb WEB;
    private static final S3Server S3;

    static {
        try {
            MODEL = ModelServer.start(0);
            WEB = CompanyWeb.start(0);
            S3 = S3Server.start(Files.createTempDirectory("s3"), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HubCalls hub = new HubCalls(0, "");

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    ObjectMapper json;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry settings) {
        settings.add("lantern.models[0].name", () -> "small");
        settings.add("lantern.models[0].kind", () -> "openai");
        settings.add("lantern.models[0].base-url", () -> MODEL.url() + "/v1");
        settings.add("lantern.models[0].model", () -> ModelServer.SMALL);
        settings.add("lantern.models[0].api-key", () -> ModelServer.KEY);
        settings.add("lantern.provider.web.resolve-all-to", () -> "localhost:" + WEB.port());
        settings.add("lantern.search.kind", () -> "searxng");
        settings.add("lantern.search.base-url", () -> "http://localhost:" + WEB.port());
        settings.add("lantern.storage.bucket", () -> S3Server.BUCKET);
        settings.add("lantern.storage.endpoint", () -> S3.url().toString());
        settings.add("lantern.storage.path-style", () -> "true");
        settings.add("lantern.storage.access-key", () -> S3Server.ACCESS_KEY);
        settings.add("lantern.storage.secret-key", () -> S3Server.SECRET_KEY);
    }

    @AfterAll
    static void stop() {
        MODEL.close();
        WEB.close();
        S3.close();
    }

    @BeforeEach
    void caller() {
        hub = new HubCalls(port, access.issue(new TenantId(1), "batch", Set.of("batch", "agents"), null));
    }

    @Test
    void eachRecordIsAskedAboutAndItsLineNamesThePagesThatSayIt() throws Exception {
        String run = start("""
                {"entity_type": "company", "max_credits": 40, "query": "In which city is {Name}?", "records": [
                  {"id": "c1", "Name": "Candela Machine Tools"},
                  {"id": "c2", "Website": "nameless.example"},
                  {"id": "c3", "Name": "Zzyzx Unheard Of"}]}""");

        JsonNode done = completed(run);

        List<CSVRecord> lines = result(run);
        assertThat(lines)
                .extracting(line -> line.get("id") + " " + line.get("status"))
                .containsExactly("c1 found", "c2 skipped", "c3 not_found");
        assertThat(lines.get(0).get("answer")).contains("Toledo");
        assertThat(lines.get(0).get("sources")).contains("https://candela-machinetools.example/about");
        assertThat(lines.get(0).get("answer_confidence")).isNotEmpty();
        assertThat(lines).extracting(line -> line.get("credits")).containsExactly("5", "0", "0");
        assertThat(lines.get(1).get("error")).contains("Name");
        assertThat(done.path("credits_consumed").asInt()).isEqualTo(5);
    }

    @Test
    void theBudgetStopsItAndTheRestSaysSo() throws Exception {
        String run = start("""
                {"entity_type": "company", "max_credits": 9, "query": "In which city is {Name}?", "records": [
                  {"id": "c1", "Name": "Candela Machine Tools"},
                  {"id": "c2", "Name": "Candela Machine Tools"}]}""");

        completed(run);

        assertThat(result(run))
                .extracting(line -> line.get("status"))
                .containsExactlyInAnyOrder("found", "not_processed");
    }

    @Test
    void whileS3IsAwayTheRunWaitsAndNothingIsResearchedOrPaidTwice() throws Exception {
        control(S3.url(), "PUT", "/sandbox/faults/server-error?seconds=8");
        control(MODEL.url(), "DELETE", "/sandbox/requests");
        String run = start("""
                {"entity_type": "company", "max_credits": 40, "query": "In which city is {Name}?", "records": [
                  {"id": "c1", "Name": "Candela Machine Tools"}]}""");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run(run).at("/progress/done").asInt() == 1);
        String asked = control(MODEL.url(), "GET", "/sandbox/requests");
        assertThat(run(run).path("status").asText()).isNotEqualTo("completed");

        JsonNode done = completed(run);

        assertThat(result(run)).extracting(line -> line.get("status")).containsExactly("found");
        assertThat(done.path("credits_consumed").asInt()).isEqualTo(5);
        assertThat(control(MODEL.url(), "GET", "/sandbox/requests")).isEqualTo(asked);
    }

    private static String control(URI server, String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve(path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String start(String body) throws Exception {
        HttpResponse<String> accepted = hub.post("/v1/agents/deep-research", body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return json.readTree(accepted.body()).path("run_id").asText();
    }

    private JsonNode completed(String run) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run(run).path("status").asText().equals("completed"));
        return run(run);
    }

    private JsonNode run(String run) throws Exception {
        return json.readTree(hub.get("/v1/runs/" + run).body());
    }

    private List<CSVRecord> result(String run) throws Exception {
        URI link = URI.create(hub.get("/v1/runs/" + run + "/result")
                .headers()
                .firstValue("Location")
                .orElseThrow());
        String csv = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString())
                .body();
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }
}
