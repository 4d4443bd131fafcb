package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.data.Cursors;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.List;
import java.util.Objects;

/** query, queryAll, queryMore. */
final class SoapQuery {
    private static final int DEFAULT_PAGE = 500;

    private final Org org;

    SoapQuery(Org org) {
        this.org = org;
    }

    Xml query(SoapCall call) {
        return first(call, false);
    }

    Xml queryAll(SoapCall call) {
        return first(call, true);
    }

    Xml queryMore(SoapCall call) {
        return result(
                org.cursors().next(Objects.requireNonNullElse(call.envelope().text("queryLocator"), "")));
    }

    private Xml first(SoapCall call, boolean deleted) {
        String soql = call.envelope().text("queryString");
        if (soql == null) {
            throw new OrgFault("MALFORMED_QUERY", 500, "A query string has to be specified", List.of());
        }
        String size = call.envelope().header("QueryOptions", "batchSize");
        int page = size != null && size.matches("\\d{1,6}") ? Integer.parseInt(size) : DEFAULT_PAGE;
        return result(org.cursors()
                .first(call.scope().read(records -> org.queries().query(records, soql, deleted)), page));
    }

    private static Xml result(Cursors.Page page) {
        return new Xml()
                .open("result xsi:type=\"QueryResult\"")
                .page(page.totalSize(), page.rows(), page.locator())
                .close("result");
    }
}
