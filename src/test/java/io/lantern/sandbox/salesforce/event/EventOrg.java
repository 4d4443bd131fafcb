package io.lantern.sandbox.salesforce.event;

import io.lantern.sandbox.SandboxSettings;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.salesforce.seed.Seeding;
import io.lantern.sandbox.salesforce.session.Sessions;
import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgStores;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bare org with its event service on free ports, and a clock that a test can put forward. */
final class EventOrg implements AutoCloseable {
    final TestClock clock = new TestClock();
    final Faults faults = new Faults(clock);
    final OrgStore store;
    final Sessions sessions;
    final SandboxEvents events;
    final Actor actor;
    final String token;

    EventOrg(Path folder) throws IOException {
        SandboxSettings settings = new SandboxSettings(folder, 0, 0, 0, false);
        store = OrgStores.open(settings.folder(), clock, Seeding.BARE);
        sessions = new Sessions(store, clock, faults);
        events = SandboxEvents.start(store, sessions, faults, clock, settings);
        actor = new Actor(OrgStores.firstUser(store.schema()), "test-client", "rest", "60.0");
        token = sessions.open(actor.userId());
    }

    <T extends @Nullable Object> T write(Function<OrgTransaction, T> work) {
        return store.inTransaction(actor, work);
    }

    String createLead(String company) {
        return write(tx -> tx.create("Lead", Map.of("LastName", "Lovelace", "Company", company)));
    }

    PubSubClient client() throws IOException {
        return new PubSubClient(this, token, store.orgId());
    }

    @Override
    public void close() {
        events.close();
        store.close();
    }

    /** The real time, plus what a test adds. */
    static final class TestClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void forward(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
