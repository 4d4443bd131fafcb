package io.lantern.sandbox.salesforce.soap;

import io.lantern.sandbox.salesforce.data.Scope;
import io.lantern.sandbox.salesforce.data.Writes;
import io.lantern.sandbox.salesforce.session.Session;
import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.List;
import org.w3c.dom.Element;

/**
 * One call of a logged-in client.
 *
 * @param token the session id it came with
 */
record SoapCall(Envelope envelope, Session session, String token, String base, Scope scope) {
    private static final int MAX = 200;

    boolean allOrNone() {
        return Boolean.parseBoolean(envelope.header("AllOrNoneHeader", "allOrNone"));
    }

    Writes.Options options() {
        return new Writes.Options(Boolean.parseBoolean(envelope.header("DuplicateRuleHeader", "allowSave")), false);
    }

    List<Envelope.SObject> sObjects() {
        List<Element> elements = Envelope.children(envelope.operation(), "sObjects");
        limited(elements);
        return elements.stream().map(Envelope.SObject::of).toList();
    }

    /** @throws OrgFault when there are more rows than a call may hold */
    static void limited(List<?> rows) {
        if (rows.size() > MAX) {
            throw new OrgFault(
                    "EXCEEDED_ID_LIMIT",
                    500,
                    "record limit reached. cannot submit more than 200 records into this call",
                    List.of());
        }
    }
}
