package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.session.Sessions;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.Row;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running organisation, as its REST and SOAP faces see it. */
public record Org(
        OrgStore store,
        Sessions sessions,
        Faults faults,
        Clock clock,
        Queries queries,
        Cursors cursors,
        ApiUsage usage,
        Writes writes) {

    /** @return a new organisation over a store */
    public static Org over(
            OrgStore store, Sessions sessions, Faults faults, Clock clock, Queries queries, EventPublisher events) {
        return new Org(
                store,
                sessions,
                faults,
                clock,
                queries,
                new Cursors(clock),
                new ApiUsage(),
                new Writes(store.schema(), faults, new DuplicateRule(faults), events));
    }

    /**
     * @param name in any case
     * @throws OrgFault 404 when there is no such object, as REST answers for a path
     */
    public SObjectType type(String name) {
        SObjectType type = store.schema().type(name);
        if (type == null) {
            throw notFound();
        }
        return type;
    }

    /** @return the user with that name, in any case, active or not; null when there is none */
    public @Nullable Row user(String username) {
        return store.rows("User", "Username", username)
                .filter(row -> !row.isDeleted())
                .findFirst()
                .orElse(null);
    }

    /** REST's answer for a path that leads to nothing. */
    public static OrgFault notFound() {
        return new OrgFault("NOT_FOUND", 404, "The requested resource does not exist", List.of());
    }
}
