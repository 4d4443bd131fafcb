package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.salesforce.data.Cursors;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** query, queryAll and the pages after the first. */
final class QueryResource {
    private final Org org;

    QueryResource(Org org) {
        this.org = org;
    }

    RestAnswer query(RestCall call) {
        return first(call, false);
    }

    RestAnswer queryAll(RestCall call) {
        return first(call, true);
    }

    RestAnswer next(RestCall call) {
        return RestAnswer.ok(page(call, org.cursors().next(call.place("locator"))));
    }

    /** The sandbox has no metadata to ask for: every tooling query finds nothing. */
    RestAnswer tooling(RestCall call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("size", 0);
        json.put("totalSize", 0);
        json.put("done", true);
        json.put("queryLocator", "");
        json.put("entityTypeName", "");
        json.put("records", List.of());
        return RestAnswer.ok(json);
    }

    private RestAnswer first(RestCall call, boolean deleted) {
        String soql = call.parameter("q");
        if (soql == null || soql.isBlank()) {
            throw new OrgFault("MALFORMED_QUERY", 400, "A query string has to be specified", List.of());
        }
        String size = call.setting("Sforce-Query-Options", "batchSize");
        int page = size != null && size.matches("\\d{1,6}") ? Integer.parseInt(size) : Cursors.DEFAULT_PAGE;
        return RestAnswer.ok(page(
                call,
                org.cursors().first(call.scope().read(records -> org.queries().query(records, soql, deleted)), page)));
    }

    private static Map<String, Object> page(RestCall call, Cursors.Page page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalSize", page.totalSize());
        json.put("done", page.locator() == null);
        if (page.locator() != null) {
            json.put("nextRecordsUrl", call.root() + "/query/" + page.locator());
        }
        json.put("records", RecordJson.rows(page.rows(), call.root()));
        return json;
    }
}
