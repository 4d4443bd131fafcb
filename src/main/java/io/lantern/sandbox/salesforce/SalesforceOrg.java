package io.lantern.sandbox.salesforce;

import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebServer;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.event.SandboxEvents;
import io.lantern.sandbox.salesforce.rest.OAuth;
import io.lantern.sandbox.salesforce.rest.OrgControl;
import io.lantern.sandbox.salesforce.rest.RestApi;
import io.lantern.sandbox.salesforce.seed.Seeding;
import io.lantern.sandbox.salesforce.session.Sessions;
import io.lantern.sandbox.salesforce.soql.SoqlEngine;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** The running organisation: its records, its faces and its events. */
public final class SalesforceOrg implements AutoCloseable {
    private final OrgStore store;
    private final WebServer web;
    private final SandboxEvents events;

    private SalesforceOrg(OrgStore store, WebServer web, SandboxEvents events) {
        this.store = store;
        this.web = web;
        this.events = events;
    }

    /**
     * Opens the org in its folder and serves it.
     *
     * @throws IOException when a port is taken; the message says which
     */
    public static SalesforceOrg start(SandboxSettings settings) throws IOException {
        Clock clock = Clock.systemUTC();
        Faults faults = new Faults(clock);
        OrgStore store = OrgStores.open(settings.folder(), clock, settings.seed() ? Seeding.COMPANY : Seeding.BARE);
        SandboxEvents events = null;
        try {
            Sessions sessions = new Sessions(store, clock, faults);
            events = SandboxEvents.start(store, sessions, faults, clock, settings);
            int pubSubPort = events.port();
            Org org = Org.over(store, sessions, faults, clock, SoqlEngine::query, events);
            OAuth oauth = new OAuth(org, settings.folder().resolve("jwt"));
            OrgControl control = new OrgControl(org, oauth, SandboxEvents.FAULTS);
            OrgFace face = new OrgFace(org, oauth, rest(org, events), control, () -> pubSubPort);
            return new SalesforceOrg(store, web(settings.ports().org(), face), events);
        } catch (IOException | RuntimeException e) {
            if (events != null) {
                events.close();
            }
            store.close();
            throw e;
        }
    }

    private static RestApi rest(Org org, SandboxEvents events) {
        return new RestApi(org)
                .document(
                        "/sobjects/{type}/eventSchema",
                        "rest.eventSchema",
                        (places, parameters) -> events.schemaOf(places.getOrDefault("type", "")))
                .document(
                        "/event/eventSchema/{id}",
                        "rest.eventSchema",
                        (places, parameters) -> events.schemaById(places.getOrDefault("id", "")));
    }

    private static WebServer web(int port, OrgFace face) throws IOException {
        try {
            return WebServer.start(port, face::serve);
        } catch (IOException e) {
            throw new IOException("Port %d is taken; choose another by --lantern.sandbox.port.".formatted(port), e);
        }
    }

    /** Where the org is reached. */
    public URI url() {
        return URI.create("http://localhost:" + web.port());
    }

    /** The org's events. */
    public SandboxEvents events() {
        return events;
    }

    @Override
    public void close() {
        web.close();
        events.close();
        store.close();
    }
}
