package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A duplicate rule of the kind "allow with alert": it refuses a new record whose e-mail (Lead, Contact) or name
 * (Account) another has, unless the caller says {@code allowSave}. Off until switched on ({@code duplicate-rule}, path
 * names the object), so that an org without rules is the default.
 */
final class DuplicateRule {
    private static final Map<String, String> FIELDS = Map.of("Lead", "Email", "Contact", "Email", "Account", "Name");

    private final Faults faults;

    DuplicateRule(Faults faults) {
        this.faults = faults;
    }

    void check(OrgTransaction transaction, SObjectType type, Map<String, ? extends @Nullable Object> values) {
        Fault rule = faults.get("duplicate-rule");
        String field = FIELDS.get(type.name());
        if (rule == null || field == null || !type.name().contains(rule.path())) {
            return;
        }
        Object value = values.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (value == null || value.toString().isBlank()) {
            return;
        }
        List<Row> matches = transaction
                .rows(type.name(), field, value)
                .filter(row -> !row.isDeleted())
                .limit(10)
                .toList();
        if (!matches.isEmpty()) {
            String text = "Use one of these records?";
            throw new OrgFault("DUPLICATES_DETECTED", 400, text, List.of(), body(type, matches, text));
        }
    }

    private static Map<String, Object> body(SObjectType type, List<Row> matches, String text) {
        List<Map<String, Object>> records = matches.stream()
                .map(row -> Map.<String, Object>of(
                        "additionalInformation", List.of(),
                        "fieldDiffs", List.of(),
                        "matchConfidence", 100.0,
                        "record", Map.of("attributes", Map.of("type", row.type()), "Id", row.id())))
                .toList();
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("entityType", type.name());
        match.put("errors", List.of());
        match.put("matchEngine", "ExactMatchEngine");
        match.put("matchRecords", records);
        match.put("rule", "Standard_%s_Match_Rule_v1_1".formatted(type.name()));
        match.put("size", records.size());
        match.put("success", true);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("allowSave", true);
        result.put("duplicateRule", "Standard_%s_Duplicate_Rule".formatted(type.name()));
        result.put("duplicateRuleEntityType", type.name());
        result.put("errorMessage", text);
        result.put("matchResults", List.of(match));
        return result;
    }
}
