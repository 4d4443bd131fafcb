package io.lantern.sandbox.salesforce.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgStoreTest {
    @TempDir
    Path folder;

    @Test
    void what_was_committed_is_there_after_reopening() {
        String id;
        try (OrgStore store = OrgStores.open(folder, Clock.systemUTC(), Seeding.BARE)) {
            Actor actor = new Actor(OrgStores.firstUser(store.schema()), null, "rest", "60.0");
            id = store.inTransaction(
                    actor, tx -> tx.create("lead", Map.of("lastname", "Person", "COMPANY", "Acme", "firstName", "A")));
        }

        try (OrgStore store = OrgStores.open(folder, Clock.systemUTC(), Seeding.BARE)) {
            Row lead = Objects.requireNonNull(store.find("Lead", id));
            assertThat(lead.text("Name")).isEqualTo("A Person");
        }
    }
}
