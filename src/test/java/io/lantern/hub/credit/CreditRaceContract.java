package io.lantern.hub.credit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.HubCalls;
import io.lantern.hub.access.AccessService;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Five hundred requests at once, and credits for a hundred. */
@Import(CreditRaceContract.NoOrg.class)
@DirtiesContext
@Timeout(60)
abstract class CreditRaceContract {
    private static final int RUNS = 20;
    private static final int REQUESTS = 500;
    private static final int CREDITS = 100;
    private static final String ONE_CANDIDATE = """
            {"object": "account", "candidates": [{"id": "c", "fields": {"company": "Quillfeather Works"}}]}""";

    /** One for all runs: what it leaves open it uses again. */
    private static final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    int port;

    @Autowired
    AccessService access;

    @Autowired
    DriftCheck drift;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient jdbc;

    @TestConfiguration
    static class NoOrg {
        @Bean
        @Primary
        SalesforceOrgs emptyOrgs() {
            return EmptyOrg.ofEverybody();
        }
    }

    /** A tenant for each run, all without rate limit. */
    @DynamicPropertySource
    static void tenants(DynamicPropertyRegistry settings) {
        for (int i = 0; i < RUNS; i++) {
            String tenant = "lantern.tenants[" + i + "].";
            int id = i + 1;
            settings.add(tenant + "id", () -> id);
            settings.add(tenant + "name", () -> "race " + id);
            settings.add(tenant + "plan", () -> "open");
        }
        settings.add("lantern.plans.open.sync", () -> 1_000_000);
        settings.add("lantern.credit.initial", () -> CREDITS);
    }

    @RepeatedTest(RUNS)
    void exactly_as_many_requests_are_done_as_there_are_credits(RepetitionInfo run) throws Exception {
        TenantId tenant = new TenantId(run.getCurrentRepetition());
        String key = access.issue(tenant, "race", Set.of("match"), null);
        HttpRequest request = new HubCalls(port, key)
                .request("/v1/match")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(50))
                .POST(BodyPublishers.ofString(ONE_CANDIDATE))
                .build();
        long begun = System.nanoTime();

        List<HttpResponse<String>> answers = atOnce(request);

        long ms = (System.nanoTime() - begun) / 1_000_000;
        Map<Integer, Long> byStatus = answers.stream()
                .map(HttpResponse::statusCode)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        BigDecimal sum = number("select sum(amount) from credit_entry where tenant_id = ?", tenant);
        System.out.printf(
                "Credit race on %s, run %d of %d: %d requests at once in %d ms, by status %s, the ledger sums to %s%n",
                getClass().getSimpleName(), run.getCurrentRepetition(), RUNS, REQUESTS, ms, byStatus, sum);
        assertThat(byStatus).isEqualTo(Map.of(200, (long) CREDITS, 402, (long) REQUESTS - CREDITS));
        for (HttpResponse<String> answer : answers) {
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() == 200) {
                assertThat(body.at("/credits_consumed").asInt()).isEqualTo(1);
            } else {
                assertThat(body.at("/error/code").asText()).isEqualTo("insufficient_credits");
                assertThat(body.at("/error/credits_required").asInt()).isEqualTo(1);
                assertThat(body.at("/error/credits_remaining").asInt(-1)).isZero();
            }
        }
        assertThat(sum).isZero();
        assertThat(number("select balance from credit_account where tenant_id = ?", tenant))
                .isZero();
        assertThat(number("select count(*) from credit_entry where tenant_id = ? and kind = 'settle'", tenant))
                .isEqualByComparingTo(new BigDecimal(CREDITS));
        assertThat(number("select count(*) from credit_charge where tenant_id = ?", tenant))
                .as("what was refused leaves no trace")
                .isEqualByComparingTo(new BigDecimal(CREDITS));
        assertThat(drift.check()).isEmpty();
    }

    /** Each on a connection of its own, all on their way together. */
    private static List<HttpResponse<String>> atOnce(HttpRequest request) {
        List<CompletableFuture<HttpResponse<String>>> sent = Stream.generate(
                        () -> http.sendAsync(request, BodyHandlers.ofString()))
                .limit(REQUESTS)
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private BigDecimal number(String sql, TenantId tenant) {
        return jdbc.sql(sql).param(tenant.value()).query(BigDecimal.class).single();
    }
}
