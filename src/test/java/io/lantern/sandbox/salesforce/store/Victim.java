package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A process that writes leads, and says so, until it is killed. */
final class Victim {
    private Victim() {}

    public static void main(String[] args) {
        OrgStore store = OrgStores.open(Path.of(args[0]), Clock.systemUTC(), Seeding.BARE);
        Actor actor = new Actor(OrgStores.firstUser(store.schema()), null, "rest", "60.0");
        store.beforeCommit((changes, tx) -> {
            long next = tx.log("events").isEmpty() ? 1 : tx.log("events").lastKey() + 1;
            tx.log("events").put(next, changes.get(0).after().id().getBytes(StandardCharsets.UTF_8));
        });
        while (true) {
            String id =
                    store.inTransaction(actor, tx -> tx.create("Lead", Map.of("LastName", "Roe", "Company", "Acme")));
            System.out.println(id);
        }
    }
}
