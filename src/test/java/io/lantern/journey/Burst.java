package io.lantern.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Many leads at once, and what must be true of them afterwards whatever happened to the hub in between. */
final class Burst {
    private static final String MARK = "Burst";

    private final OrgClient org;
    private final Instant startedAt = Instant.now().minus(1, ChronoUnit.MINUTES);
    private final Set<String> leads = new HashSet<>();
    private final Map<String, Integer> over = new HashMap<>();

    Burst(OrgClient org) {
        this.org = org;
    }

    /** Creates leads of unknown people at unknown companies; each fifth is a contact of the org, as it is written there. */
    void create(int count) {
        List<JsonNode> known = org.query("SELECT FirstName, LastName, Email, Account.Name FROM Contact"
                + " WHERE Email != null AND FirstName != null AND Account.Owner.IsActive = true ORDER BY Id LIMIT 200");
        List<Map<String, String>> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(i % 5 == 0 ? known(known.get(i / 5 % known.size())) : unknown(i));
        }
        leads.addAll(org.createLeads(batch));
    }

    private static Map<String, String> known(JsonNode contact) {
        return Map.of(
                "Title", MARK,
                "FirstName", contact.path("FirstName").asText(),
                "LastName", contact.path("LastName").asText(),
                "Company", contact.path("Account").path("Name").asText(),
                "Email", contact.path("Email").asText());
    }

    private static Map<String, String> unknown(int number) {
        return Map.of(
                "Title", MARK,
                "FirstName", "Ottoline",
                "LastName", "Person " + number,
                "Company", "Quillfeather Works " + number,
                "Email", "person" + number + "@quillfeather-" + number + ".example.com",
                "Phone", "(415) 555-" + (1000 + number % 9000));
    }

    int size() {
        return leads.size();
    }

    /** How many of the burst's leads have their closing entry (the log of the owner) in the hub. */
    long assigned(URI hub) {
        return entries(hub, "assign").stream()
                .map(entry -> entry.path("object_id").asText())
                .filter(leads::contains)
                .distinct()
                .count();
    }

    /** Every lead got one owner, once; what was matched was converted once. */
    void assertEachLeadHasOneOutcome(URI hub) {
        Map<String, Integer> assignments = count(entries(hub, "assign"));
        assertThat(assignments.keySet()).as("leads with an owner decision").containsAll(leads);
        assertThat(assignments.entrySet().stream().filter(e -> leads.contains(e.getKey()) && e.getValue() != 1))
                .as("leads assigned more than once")
                .isEmpty();
        Map<String, Integer> conversions = count(entries(hub, "convert"));
        assertThat(conversions.values()).as("conversions per lead").containsOnly(1);
        assertThat(conversions).as("leads of known people").hasSizeBetween(leads.size() / 5 * 3 / 4, leads.size() / 5);
    }

    /** The pool's sequence has no gap and no repeat, and its members' shares differ by at most one turn. */
    void assertRotationIsExactlyFair(URI hub, String pool) {
        Set<Long> sequences = new HashSet<>();
        Map<String, Integer> shares = new TreeMap<>();
        for (JsonNode entry : entries(hub, "assign")) {
            if (pool.equals(entry.path("pool").asText())
                    && entry.path("sequence").isNumber()) {
                assertThat(sequences.add(entry.path("sequence").asLong()))
                        .as("sequence %s is used once", entry.path("sequence"))
                        .isTrue();
                shares.merge(entry.path("assigned_to").asText(), 1, Integer::sum);
            }
        }
        assertThat(sequences).isNotEmpty();
        assertThat(sequences.stream().mapToLong(Long::longValue).max().orElseThrow())
                .isEqualTo(sequences.size());
        int most = shares.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int least = shares.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        assertThat(most - least).as("shares %s", shares).isLessThanOrEqualTo(1);
    }

    /** What the runs say they cost is what the tenant paid, and nothing is left reserved. */
    void assertPaidForOnce(URI hub) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        int used = OrgClient.hub(
                        hub,
                        "GET",
                        "/v1/credits/usage?workflow_id=inbound-lead&start_date=" + today.minusDays(1) + "&end_date="
                                + today.plusDays(1),
                        null)
                .path("credits_used")
                .asInt();
        JsonNode balance = OrgClient.hub(hub, "GET", "/v1/credits/remaining", null);
        assertThat(over.values()).allSatisfy(cost -> assertThat(cost).isBetween(2, 4));
        assertThat(used)
                .isEqualTo(over.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(balance.path("total_credits").asInt()
                        - balance.path("remaining_credits").asInt());
    }

    /** Whether every lead has its owner and every run that gave it one is over. */
    boolean settled(URI hub) {
        List<JsonNode> entries = entries(hub, "assign").stream()
                .filter(entry -> leads.contains(entry.path("object_id").asText()))
                .toList();
        return entries.size() >= leads.size()
                && entries.stream()
                        .map(entry -> entry.path("idempotency_key").asText())
                        .allMatch(run -> over.containsKey(run) || isOver(hub, run));
    }

    private boolean isOver(URI hub, String run) {
        JsonNode answer = OrgClient.hub(hub, "GET", "/v1/runs/" + run, null);
        boolean ended = answer.hasNonNull("finished_at");
        if (ended) {
            assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("completed");
            over.put(run, answer.path("credits_consumed").asInt());
        }
        return ended;
    }

    /** What the org itself holds agrees: nobody's lead is still with the integration user. */
    void assertOrgAgrees() {
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : org.query(
                "SELECT Id, OwnerId, Owner.Username, IsConverted FROM Lead WHERE Title = 'Burst' ORDER BY Id")) {
            rows.put(row.path("Id").asText(), row);
        }
        assertThat(rows.keySet()).containsAll(leads);
        assertThat(leads.stream()
                        .map(rows::get)
                        .filter(row ->
                                row.path("Owner").path("Username").asText().startsWith("admin@")))
                .as("leads left with the integration user")
                .isEmpty();
    }

    private Map<String, Integer> count(Collection<JsonNode> entries) {
        Map<String, Integer> counts = new HashMap<>();
        entries.forEach(entry -> counts.merge(entry.path("object_id").asText(), 1, Integer::sum));
        return counts;
    }

    private List<JsonNode> entries(URI hub, String action) {
        List<JsonNode> entries = new ArrayList<>();
        String path = "/v1/logs/routing?limit=10000&include_diff=false&action=" + action + "&from=" + startedAt + "&to="
                + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        @Nullable String cursor = null;
        do {
            JsonNode page = OrgClient.hub(
                    hub,
                    "GET",
                    path + (cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)),
                    null);
            page.path("logs").forEach(entries::add);
            cursor = page.path("next_cursor").isTextual()
                    ? page.path("next_cursor").asText()
                    : null;
        } while (cursor != null);
        return entries;
    }
}
