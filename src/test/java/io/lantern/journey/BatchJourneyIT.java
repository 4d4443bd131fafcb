package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lantern.hub.HubCalls;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A thousand contacts of the sandbox org in one batch, with a power cut in the middle. */
@Timeout(240)
class BatchJourneyIT {
    private static final int RECORDS = 1000;
    private static final String KEY = "lnt_sandbox_" + "0".repeat(43);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void aKilledBatchGoesOnAndItsFilesAgreeWithTheLedger() throws Exception {
        int orgPort = HubProcess.freePort();
        try (HubProcess hub = HubProcess.start(
                folder.resolve("data"),
                "--lantern.sandbox.port=" + orgPort,
                "--lantern.sandbox.pub-sub-port=" + HubProcess.freePort(),
                "--lantern.sandbox.llm-port=" + HubProcess.freePort(),
                "--lantern.sandbox.vendor-port=" + HubProcess.freePort(),
                "--lantern.sandbox.target-port=" + HubProcess.freePort(),
                "--lantern.sandbox.smtp-port=" + HubProcess.freePort(),
                "--lantern.sandbox.s3-port=" + HubProcess.freePort())) {
            HubCalls calls = new HubCalls(hub.url().getPort(), KEY);
            List<String> ids = contacts(URI.create("http://127.0.0.1:" + orgPort));

            HttpResponse<String> accepted = calls.post("/v1/agents/phone-email", body(ids));
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            String run = json.readTree(accepted.body()).path("run_id").asText();
            await("some records are done")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> run(calls, run).at("/progress/done").asInt() >= 20);
            hub.killAndRestart();
            int doneBefore = run(calls, run).at("/progress/done").asInt();
            await("the batch is done")
                    .atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> run(calls, run).path("status").asText().equals("completed"));

            List<CSVRecord> results = parse(get(resultLink(calls, run)));
            List<CSVRecord> credits = parse(file(run, "credits"));
            System.out.printf(
                    "Batch of %d records, killed after %d: %s, %d lines of credits%n",
                    RECORDS, doneBefore, run(calls, run).path("output"), credits.size());
            assertThat(doneBefore).isBetween(20, RECORDS - 1);
            assertThat(results).extracting(line -> line.get("id")).containsExactlyElementsOf(ids);
            assertThat(results).extracting(line -> line.get("status")).isSubsetOf("found", "not_found");
            assertThat(results)
                    .filteredOn(line -> line.get("status").equals("found"))
                    .hasSizeGreaterThan(RECORDS / 2);
            assertThat(results).filteredOn(line -> !line.get("email").isEmpty()).hasSizeGreaterThan(RECORDS / 2);
            BigDecimal sum = sum(credits);
            assertThat(sum).isEqualByComparingTo(sum(results)).isPositive();
            assertThat(run(calls, run).path("credits_consumed").decimalValue()).isEqualByComparingTo(sum);
            assertThat(ledger(calls, run)).isEqualByComparingTo(sum);
            assertThat(credits.stream().map(line -> line.get("id") + line.get("service")))
                    .as("nothing is paid for twice")
                    .doesNotHaveDuplicates();
        }
    }

    private List<String> contacts(URI org) {
        OrgClient client = new OrgClient(org);
        return client.query("SELECT Id FROM Contact ORDER BY Id LIMIT " + RECORDS).stream()
                .map(contact -> contact.path("Id").asText())
                .toList();
    }

    private String body(List<String> ids) {
        ArrayNode list = json.createArrayNode();
        ids.forEach(list::add);
        return json.createObjectNode()
                .put("entity_type", "person")
                .put("max_credits", 100_000)
                .set("ids", list)
                .toString();
    }

    private JsonNode run(HubCalls calls, String run) throws IOException {
        return json.readTree(calls.get("/v1/runs/" + run).body());
    }

    private BigDecimal ledger(HubCalls calls, String run) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return json.readTree(calls.get("/v1/credits/usage?start_date=" + today.minusDays(1) + "&end_date=" + today
                                + "&workflow_run_id=" + run)
                        .body())
                .path("credits_used")
                .decimalValue();
    }

    private static URI resultLink(HubCalls calls, String run) {
        HttpResponse<String> answer = calls.get("/v1/runs/" + run + "/result");
        assertThat(answer.statusCode()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static String get(URI link) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The sandbox's S3 keeps an object as a file, with its key, encoded, in the name. */
    private String file(String run, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data/sandbox/s3"))) {
            Path found = files.filter(path ->
                            path.toString().contains(run) && path.toString().contains(name))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(found, StandardCharsets.UTF_8);
        }
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        return CSVParser.parse(csv, CSVFormat.RFC4180.builder().setHeader().get())
                .getRecords();
    }

    private static BigDecimal sum(List<CSVRecord> lines) {
        return lines.stream().map(line -> new BigDecimal(line.get("credits"))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
