package io.lantern.sandbox.salesforce.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields that the org fills itself from others. Runs after validation, before the row is stored. */
final class Computed {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long FIRST_CASE = 1000;

    private final Records records;

    Computed(Records records) {
        this.records = records;
    }

    /**
     * @param before null on create
     * @param values the whole new row; changed in place
     * @param stamp the transaction's datetime as text
     */
    void fill(String type, @Nullable Row before, Map<String, @Nullable Object> values, String stamp) {
        switch (type) {
            case "Lead", "Contact", "User" -> values.put("Name", fullName(values));
            case "Opportunity" -> opportunity(before, values);
            case "Task" -> task(before, values, stamp);
            case "Event" -> event(values);
            case "CampaignMember" -> campaignMember(values, stamp);
            case "Case" -> supportCase(before, values, stamp);
            default -> {
                // All other objects are just what was sent.
            }
        }
        if (type.equals("Contact")) {
            values.put("IsEmailBounced", values.get("EmailBouncedDate") != null);
        }
    }

    private static String fullName(Map<String, @Nullable Object> values) {
        return Stream.of(values.get("FirstName"), values.get("LastName"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    private void opportunity(@Nullable Row before, Map<String, @Nullable Object> values) {
        Object stage = values.get("StageName");
        if (stage != null && (before == null || !stage.equals(before.get("StageName")))) {
            records.rows("OpportunityStage", "ApiName", stage).findFirst().ifPresent(s -> {
                values.put("IsClosed", s.get("IsClosed"));
                values.put("IsWon", s.get("IsWon"));
                values.put("ForecastCategory", s.get("ForecastCategory"));
                if (unchanged(before, values, "ForecastCategoryName")) {
                    values.put("ForecastCategoryName", s.get("ForecastCategoryName"));
                }
                if (unchanged(before, values, "Probability")) {
                    values.put("Probability", s.get("DefaultProbability"));
                }
            });
        }
        if (values.get("Amount") instanceof BigDecimal amount
                && values.get("Probability") instanceof BigDecimal probability) {
            values.put(
                    "ExpectedRevenue",
                    FieldValues.canonical(amount.multiply(probability).divide(HUNDRED, 2, RoundingMode.HALF_UP)));
        } else {
            values.put("ExpectedRevenue", null);
        }
    }

    private static boolean unchanged(@Nullable Row before, Map<String, @Nullable Object> values, String field) {
        Object old = before == null ? null : before.get(field);
        return Objects.equals(old, values.get(field));
    }

    private void task(@Nullable Row before, Map<String, @Nullable Object> values, String stamp) {
        boolean closed = "Completed".equals(values.get("Status"));
        boolean wasClosed = before != null && Boolean.TRUE.equals(before.get("IsClosed"));
        values.put("IsClosed", closed);
        values.put("IsHighPriority", "High".equals(values.get("Priority")));
        if (closed != wasClosed) {
            values.put("CompletedDateTime", closed ? stamp : null);
        }
        values.put("AccountId", accountOf(values));
    }

    private void event(Map<String, @Nullable Object> values) {
        Object start = values.get("StartDateTime");
        if (start == null) {
            start = values.get("ActivityDateTime");
            values.put("StartDateTime", start);
        }
        values.put("ActivityDateTime", start);
        values.put("AccountId", accountOf(values));
        Instant begin = start == null ? null : Stamps.readInstant(start.toString());
        if (start == null || begin == null) {
            return;
        }
        values.put("ActivityDate", start.toString().substring(0, 10));
        if (values.get("DurationInMinutes") instanceof Long minutes) {
            values.put("EndDateTime", Stamps.write(begin.plus(Duration.ofMinutes(minutes))));
        } else if (values.get("EndDateTime") instanceof String text) {
            Instant end = Objects.requireNonNull(Stamps.readInstant(text));
            values.put("DurationInMinutes", Duration.between(begin, end).toMinutes());
        }
    }

    private @Nullable Object accountOf(Map<String, @Nullable Object> activity) {
        Object what = field(activity.get("WhatId"), "Account", "Id");
        if (what == null) {
            what = field(activity.get("WhatId"), "Opportunity", "AccountId");
        }
        return what == null ? field(activity.get("WhoId"), "Contact", "AccountId") : what;
    }

    private @Nullable Object field(@Nullable Object id, String type, String field) {
        Row row = id == null ? null : records.find(type, id.toString());
        return row == null ? null : row.get(field);
    }

    private void campaignMember(Map<String, @Nullable Object> values, String stamp) {
        Object campaign = values.get("CampaignId");
        Object status = values.get("Status");
        boolean responded = campaign != null
                && status != null
                && records.rows("CampaignMemberStatus", "CampaignId", campaign)
                        .anyMatch(s -> status.equals(s.get("Label")) && Boolean.TRUE.equals(s.get("HasResponded")));
        values.put("HasResponded", responded);
        if (responded && values.get("FirstRespondedDate") == null) {
            values.put("FirstRespondedDate", stamp.substring(0, 10));
        }
    }

    private void supportCase(@Nullable Row before, Map<String, @Nullable Object> values, String stamp) {
        if (before == null) {
            values.put(
                    "CaseNumber",
                    String.format("%08d", FIRST_CASE + records.rows("Case").count()));
        }
        boolean closed = "Closed".equals(values.get("Status"));
        boolean wasClosed = before != null && Boolean.TRUE.equals(before.get("IsClosed"));
        values.put("IsClosed", closed);
        if (closed != wasClosed) {
            values.put("ClosedDate", closed ? stamp : null);
        }
    }
}
