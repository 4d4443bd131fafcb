package io.lantern.sandbox.salesforce;

import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebServer;
import io.lantern.sandbox.salesforce.data.EventPublisher;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.rest.ControlApi;
import io.lantern.sandbox.salesforce.rest.OAuth;
import io.lantern.sandbox.salesforce.rest.RestApi;
import io.lantern.sandbox.salesforce.seed.Seeding;
import io.lantern.sandbox.salesforce.session.Sessions;
import io.lantern.sandbox.salesforce.soql.SoqlEngine;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The running organisation: its records and its faces. */
public final class SalesforceOrg implements AutoCloseable {
    private final OrgStore store;
    private final WebServer web;

    private SalesforceOrg(OrgStore store, WebServer web) {
        this.store = store;
        this.web = web;
    }

    /**
     * Opens the org in a folder and serves it.
     *
     * @param seed whether a new org is filled with the demonstration company
     * @throws IOException when the port is taken
     */
    public static SalesforceOrg start(Path folder, int port, boolean seed) throws IOException {
        Clock clock = Clock.systemUTC();
        Faults faults = new Faults(clock);
        OrgStore store = OrgStores.open(folder, clock, seed ? Seeding.COMPANY : Seeding.BARE);
        try {
            Sessions sessions = new Sessions(store, clock, faults);
            EventPublisher events = (transaction, type, fields) -> {
                throw new OrgFault(
                        "PLATFORM_EVENT_PUBLISHING_UNAVAILABLE", 503, "The event bus is not running.", List.of());
            };
            Org org = Org.over(store, sessions, faults, clock, SoqlEngine::query, events);
            OAuth oauth = new OAuth(org, folder.resolve("jwt"));
            ControlApi control = new ControlApi(org, oauth, Set.of());
            OrgFace face = new OrgFace(org, oauth, new RestApi(org), control, () -> 0);
            return new SalesforceOrg(store, WebServer.start(port, face::serve));
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Where the org is reached. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    @Override
    public void close() {
        web.close();
        store.close();
    }
}
