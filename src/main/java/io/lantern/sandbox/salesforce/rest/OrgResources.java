package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.ApiUsage;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the org says about itself: resources, limits, counts, what a user had in hand. */
final class OrgResources {
    private static final Map<String, Integer> LIMITS = limits();
    private static final List<String> RECENT = List.of("Account", "Contact", "Lead", "Opportunity");
    private static final int MAX_RECENT = 200;

    private final Org org;

    OrgResources(Org org) {
        this.org = org;
    }

    RestAnswer resources(RestCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (String name : List.of(
                "tooling",
                "sobjects",
                "query",
                "queryAll",
                "search",
                "parameterizedSearch",
                "limits",
                "recent",
                "composite")) {
            json.put(name, call.root() + "/" + name);
        }
        json.put(
                "identity",
                call.headers().get("X-Base") + "/id/" + org.store().orgId() + "/"
                        + call.session().userId());
        return RestAnswer.ok(json);
    }

    RestAnswer limits(RestCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "DailyApiRequests",
                limit(ApiUsage.MAX, ApiUsage.MAX - org.usage().used()));
        LIMITS.forEach((name, max) -> json.put(name, limit(max, max)));
        return RestAnswer.ok(json);
    }

    RestAnswer recordCount(RestCall call) {
        String names = call.parameter("sObjects");
        List<SObjectType> types = org.store().schema().types().stream()
                .filter(type -> !type.isEvent())
                .filter(type -> names == null || List.of(names.split(",")).contains(type.name()))
                .toList();
        List<Map<String, Object>> counts = new ArrayList<>();
        for (SObjectType type : types) {
            Map<String, Object> count = new LinkedHashMap<>();
            count.put(
                    "count",
                    org.store()
                            .rows(type.name())
                            .filter(row -> !row.isDeleted())
                            .count());
            count.put("name", type.name());
            counts.add(count);
        }
        return RestAnswer.ok(Map.of("sObjects", counts));
    }

    /** The records this user changed last. */
    RestAnswer recent(RestCall call) {
        String limit = call.parameter("limit");
        int max = limit != null && limit.matches("\\d{1,3}") ? Integer.parseInt(limit) : MAX_RECENT;
        String user = call.session().userId();
        List<Map<String, Object>> records = RECENT.stream()
                .filter(type -> org.store().schema().type(type) != null)
                .flatMap(type -> org.store().rows(type))
                .filter(row -> !row.isDeleted() && user.equals(row.get("LastModifiedById")))
                .sorted(Comparator.comparing((Row row) -> Objects.toString(row.text("LastModifiedDate"), ""))
                        .reversed())
                .limit(Math.min(max, MAX_RECENT))
                .map(row -> recent(row, call.root()))
                .toList();
        return RestAnswer.ok(records);
    }

    private static Map<String, Object> recent(Row row, String root) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("type", row.type());
        attributes.put("url", root + "/sobjects/" + row.type() + "/" + row.id());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("attributes", attributes);
        json.put("Id", row.id());
        json.put("Name", Objects.toString(row.text("Name"), ""));
        return json;
    }

    private static Map<String, Long> limit(long max, long remaining) {
        Map<String, Long> limit = new LinkedHashMap<>();
        limit.put("Max", max);
        limit.put("Remaining", Math.max(0, remaining));
        return limit;
    }

    private static Map<String, Integer> limits() {
        Map<String, Integer> limits = new LinkedHashMap<>();
        limits.put("ConcurrentAsyncGetReportInstances", 200);
        limits.put("DailyBulkApiBatches", 15_000);
        limits.put("DailyBulkV2QueryJobs", 10_000);
        limits.put("DailyDeliveredPlatformEvents", 50_000);
        limits.put("DataStorageMB", 1_024);
        limits.put("FileStorageMB", 1_024);
        limits.put("HourlyPublishedPlatformEvents", 250_000);
        limits.put("MassEmail", 5_000);
        limits.put("MonthlyPlatformEventsUsageEntitlement", 1_500_000);
        limits.put("SingleEmail", 5_000);
        return limits;
    }
}
