package io.lantern.hub.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.WriteOutcome.Refused;
import io.lantern.hub.salesforce.WriteOutcome.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows by the collections resource: up to 200 in one call, each with its own outcome. */
final class Rows {
    /** Failures of one row that pass; the row alone is sent again. */
    private static final Set<String> PASSING = Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT");

    private final OrgSession session;
    private final Persistence persistence;

    Rows(OrgSession session, Persistence persistence) {
        this.session = session;
        this.persistence = persistence;
    }

    /**
     * @param changes at most 200 rows, each id once; the same values again do no harm, so a lost answer is repeated
     * @return the outcomes in the order of the rows; a row that stays locked is refused with the code of its fault,
     *     for {@link #settled}
     */
    List<WriteOutcome> update(List<CrmRecord> changes, Purpose purpose) {
        Map<SalesforceId, WriteOutcome> outcomes = new HashMap<>();
        List<CrmRecord> left = new ArrayList<>(changes);
        // Salesforce locks a row's parent: rows sorted by object and id take their locks in the same order.
        left.sort(Comparator.comparing(CrmRecord::object)
                .thenComparing(record -> record.id().value()));
        for (int attempt = 1; !left.isEmpty(); attempt++) {
            List<CrmRecord> sent = List.copyOf(left);
            JsonNode answers =
                    persistence.repeat(() -> session.rest("PATCH", "/composite/sobjects", null, body(sent), purpose));
            left.clear();
            for (int i = 0; i < sent.size(); i++) {
                WriteOutcome outcome = outcome(sent.get(i).id(), answers.path(i));
                outcomes.put(sent.get(i).id(), outcome);
                if (outcome instanceof Refused refused && PASSING.contains(refused.code())) {
                    left.add(sent.get(i));
                }
            }
            if (attempt == persistence.attempts()) {
                break;
            }
            if (!left.isEmpty()) {
                persistence.pause(attempt);
            }
        }
        return changes.stream().map(change -> outcomes.get(change.id())).toList();
    }

    /**
     * Called by each caller for its own row, so that a row that stays locked fails nobody else.
     *
     * @throws ApiFault when the row failed for a reason that passes
     */
    static WriteOutcome settled(WriteOutcome outcome) {
        if (outcome instanceof Refused refused && PASSING.contains(refused.code())) {
            throw new ApiFault(ApiFault.Cause.PASSING, refused.code(), refused.message());
        }
        return outcome;
    }

    /** A row to be created; {@code fields} without Id. */
    record NewRow(String object, Map<String, @Nullable Object> fields) {}

    /**
     * Creates at most 200 rows, of at most ten runs of the same object. Not repeated when no answer came: that could
     * make a second one of each.
     *
     * @return the outcomes in the order of the rows; for {@link #settled}
     */
    List<WriteOutcome> create(List<NewRow> rows, Purpose purpose) {
        // Salesforce takes the rows of a call in chunks of one object, ten at most.
        List<NewRow> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(NewRow::object));
        JsonNode answers =
                persistence.once(() -> session.rest("POST", "/composite/sobjects", null, newBody(sorted), purpose));
        Map<NewRow, WriteOutcome> outcomes = new IdentityHashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            JsonNode answer = answers.path(i);
            outcomes.put(
                    sorted.get(i),
                    answer.path("success").asBoolean()
                            ? new Written(SalesforceId.of(answer.path("id").asText()))
                            : OrgEdge.refused(answer.path("errors").path(0)));
        }
        return rows.stream().map(outcomes::get).toList();
    }

    /** A row of a query's answer; a parent's fields become paths. */
    static CrmRecord record(JsonNode row) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        flatten("", row, fields);
        Object id = fields.remove("Id");
        String type = row.path("attributes").path("type").asText();
        return new CrmRecord(type, SalesforceId.of(String.valueOf(id)), fields);
    }

    private static void flatten(String path, JsonNode node, Map<String, @Nullable Object> fields) {
        node.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (field.getKey().equals("attributes")) {
                return;
            }
            if (value.isObject()) {
                flatten(path + field.getKey() + ".", value, fields);
            } else {
                fields.put(path + field.getKey(), plain(value));
            }
        });
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> value.numberValue();
            default -> value.isContainerNode() ? value.toString() : value.asText();
        };
    }

    private static Map<String, Object> newBody(List<NewRow> rows) {
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (NewRow row : rows) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("attributes", Map.of("type", row.object()));
            record.putAll(row.fields());
            records.add(record);
        }
        return Map.of("allOrNone", false, "records", records);
    }

    private static Map<String, Object> body(List<CrmRecord> changes) {
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (CrmRecord change : changes) {
            Map<String, @Nullable Object> record = new LinkedHashMap<>();
            record.put("attributes", Map.of("type", change.object()));
            record.put("id", change.id().value());
            record.putAll(change.fields());
            records.add(record);
        }
        return Map.of("allOrNone", false, "records", records);
    }

    private static WriteOutcome outcome(SalesforceId id, JsonNode answer) {
        return answer.path("success").asBoolean()
                ? new Written(id)
                : OrgEdge.refused(answer.path("errors").path(0));
    }
}
