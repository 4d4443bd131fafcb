package io.lantern.sandbox.salesforce.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgStoreTest {
    @TempDir
    Path folder;

    @Test
    void aThousandCreatesASecond() throws Exception {
        try (OrgStore store = OrgStores.open(folder, Clock.systemUTC(), Seeding.BARE)) {
            Actor actor = new Actor(OrgStores.firstUser(store.schema()), null, "rest", "60.0");
            store.beforeCommit((c, tx) -> {
                for (RowChange change : c) {
                    var log = tx.log("events");
                    long next = log.isEmpty() ? 1 : log.lastKey() + 2;
                    log.put(next, new byte[400]);
                }
            });
            for (int round = 0; round < 10; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < 2000; i++) {
                    int n = i;
                    String id = store.inTransaction(actor, tx -> tx.create(
                            "Lead", Map.<String, Object>of("LastName", "Person " + n, "Company", "Acme " + n, "Email", "p" + n + "@acme.example")));
                    if (i % 2 == 0) {
                        store.inTransaction(actor, tx -> { tx.update("Lead", id, Map.of("Title", "Boss")); return 1; });
                    }
                }
                System.out.println("3000 tx ms " + (System.nanoTime() - start) / 1_000_000 + " file " + java.nio.file.Files.size(folder.resolve("org.mv")));
            }
            assertThat(store.log("events").size()).isEqualTo(30000);
        }
        System.out.println("file closed " + java.nio.file.Files.size(folder.resolve("org.mv")));
        long start = System.nanoTime();
        OrgStores.open(folder, Clock.systemUTC(), Seeding.BARE).close();
        System.out.println("reopen ms " + (System.nanoTime() - start) / 1_000_000);
    }
}
