package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.Describe;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the org says about its objects, with the URLs that REST adds. */
final class DescribeJson {
    private final Org org;

    DescribeJson(Org org) {
        this.org = org;
    }

    RestAnswer global(RestCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("encoding", "UTF-8");
        json.put("maxBatchSize", 200);
        json.put(
                "sobjects",
                org.store().schema().types().stream()
                        .map(type -> summary(type, call.root()))
                        .toList());
        return RestAnswer.ok(json);
    }

    RestAnswer basic(RestCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("objectDescribe", summary(org.type(call.place("type")), call.root()));
        json.put("recentItems", List.of());
        return RestAnswer.ok(json);
    }

    RestAnswer describe(RestCall call) {
        SObjectType type = org.type(call.place("type"));
        Map<String, Object> json = summary(type, call.root());
        json.putAll(Describe.details(org.store().schema(), type));
        return RestAnswer.ok(json);
    }

    private static Map<String, Object> summary(SObjectType type, String root) {
        Map<String, Object> json = Describe.summary(type);
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("sobject", root + "/sobjects/" + type.name());
        urls.put("describe", root + "/sobjects/" + type.name() + "/describe");
        urls.put("rowTemplate", root + "/sobjects/" + type.name() + "/{ID}");
        if (type.isEvent()) {
            urls.put("eventSchema", root + "/sobjects/" + type.name() + "/eventSchema");
        }
        json.put("urls", urls);
        return json;
    }
}
