package io.lantern.sandbox.salesforce.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.sandbox.salesforce.seed.Seeding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgStoreTest {
    @TempDir
    Path folder;

    private final Ticks clock = new Ticks();
    private OrgStore store;
    private Actor actor;

    @BeforeEach
    void open() {
        store = OrgStores.open(folder, clock, Seeding.BARE);
        actor = new Actor(OrgStores.firstUser(store.schema()), "test", "rest", "60.0");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Map<String, Object> lead(String name) {
        return Map.of("LastName", name, "Company", "Acme", "Email", name + "@acme.example");
    }

    private String create(String name) {
        return store.inTransaction(actor, tx -> tx.create("Lead", lead(name)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void reopen() {
        store.close();
        store = OrgStores.open(folder, clock, Seeding.BARE);
    }

    @Test
    void what_was_committed_is_there_after_reopening() {
        String id = create("Roe");
        Row before = Objects.requireNonNull(store.find("Lead", id));

        reopen();

        assertThat(store.find("Lead", id)).isEqualTo(before);
        assertThat(store.rows("User")).hasSize(1);
        assertThat(create("Doe")).isGreaterThan(id);
    }

    @Test
    void a_failed_transaction_leaves_nothing_behind() {
        String id = create("Roe");
        store.inTransaction(actor, tx -> tx.log("events").put(1L, bytes("one")) == null);

        assertThatThrownBy(() -> store.inTransaction(actor, tx -> {
                    tx.create("Lead", lead("Ghost"));
                    tx.update("Lead", id, Map.of("City", "Bonn", "Email", "new@acme.example"));
                    tx.log("events").put(2L, bytes("two"));
                    tx.log("fresh").put(1L, bytes("x"));
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");

        assertThat(store.rows("Lead")).hasSize(1);
        assertThat(store.rows("Lead", "Email", "new@acme.example")).isEmpty();
        assertThat(store.rows("Lead", "Email", "ROE@acme.example")).hasSize(1);
        assertThat(store.log("events")).containsOnlyKeys(1L);
        assertThat(store.log("fresh")).isEmpty();
        reopen();
        assertThat(store.rows("Lead")).hasSize(1);
        assertThat(store.log("events")).containsOnlyKeys(1L);
    }

    @Test
    void a_failed_part_leaves_the_rest() {
        List<String> kept = store.inTransaction(actor, tx -> {
            List<String> ids = new ArrayList<>();
            ids.add(tx.attempt(() -> tx.create("Lead", lead("First"))));
            assertThatThrownBy(() -> tx.attempt(() -> {
                        tx.create("Lead", lead("Second"));
                        return tx.create("Lead", Map.of());
                    }))
                    .isInstanceOf(OrgFault.class);
            ids.add(tx.attempt(() -> tx.create("Lead", lead("Third"))));
            return ids;
        });

        assertThat(store.rows("Lead").map(Row::id)).containsExactlyElementsOf(kept);
    }

    @Test
    void listeners_hear_one_change_per_record_in_commit_order() {
        List<RowChange> heard = new ArrayList<>();
        List<String> after = new ArrayList<>();
        store.beforeCommit((changes, tx) -> {
            heard.addAll(changes);
            tx.log("events").put((long) heard.size(), bytes("x"));
        });
        store.afterCommit(() -> after.add("committed " + store.log("events").lastKey()));

        String id = store.inTransaction(actor, tx -> {
            String lead = tx.create("Lead", lead("Roe"));
            tx.update("Lead", lead, Map.of("City", "Bonn"));
            return lead;
        });
        store.inTransaction(actor, tx -> {
            tx.update("Lead", id, Map.of("City", "Ulm", "Company", "Acme"));
            return true;
        });
        store.inTransaction(actor, tx -> tx.rows("Lead").count());
        store.inTransaction(actor, tx -> {
            tx.delete("Lead", id);
            return true;
        });

        assertThat(heard)
                .extracting(RowChange::kind)
                .containsExactly(RowChange.Kind.CREATE, RowChange.Kind.UPDATE, RowChange.Kind.DELETE);
        assertThat(heard.get(0).before()).isNull();
        assertThat(heard.get(0).changed())
                .contains("City", "LastName", "CreatedDate")
                .doesNotContain("SystemModstamp");
        assertThat(heard.get(1).changed()).containsExactly("City");
        assertThat(heard.get(1).actor().client()).isEqualTo("test");
        assertThat(heard.get(1).sequence()).isEqualTo(1);
        assertThat(after).containsExactly("committed 1", "committed 2", "committed 3");
    }

    @Test
    void a_listener_that_refuses_undoes_the_transaction() {
        store.beforeCommit((changes, tx) -> {
            throw new IllegalArgumentException("no");
        });

        assertThatThrownBy(() -> create("Roe")).hasMessage("no");
        assertThat(store.rows("Lead")).isEmpty();
    }

    @Test
    void the_stamp_goes_by_seconds_and_never_back() {
        Row first = Objects.requireNonNull(store.find("Lead", create("One")));
        clock.move(Duration.ofSeconds(-30));
        Row second = Objects.requireNonNull(store.find("Lead", create("Two")));
        clock.move(Duration.ofSeconds(90));
        Row third = Objects.requireNonNull(store.find("Lead", create("Three")));

        assertThat(first.text("SystemModstamp")).isEqualTo("2026-05-20T10:15:30.000+0000");
        assertThat(second.text("SystemModstamp")).isEqualTo(first.text("SystemModstamp"));
        assertThat(third.text("SystemModstamp")).isEqualTo("2026-05-20T10:16:30.000+0000");
    }

    @Test
    void a_log_is_read_in_ranges_and_trimmed() {
        store.inTransaction(actor, tx -> {
            for (long i = 10; i <= 50; i += 10) {
                tx.log("events").put(i, bytes("e" + i));
            }
            return true;
        });
        NavigableMap<Long, byte[]> log = store.log("events");

        assertThat(log.tailMap(20L, false).keySet()).containsExactly(30L, 40L, 50L);
        assertThat(log.headMap(30L)).hasSize(2);
        assertThat(log.subMap(15L, 45L).firstKey()).isEqualTo(20L);
        assertThat(log.higherKey(50L)).isNull();
        assertThat(log.floorKey(49L)).isEqualTo(40L);
        assertThat(Objects.requireNonNull(log.lastEntry()).getValue()).isEqualTo(bytes("e50"));
        assertThat(log.descendingKeySet().first()).isEqualTo(50L);
        assertThatThrownBy(() -> log.put(60L, bytes("x"))).hasMessageContaining("only inside a transaction");

        store.inTransaction(actor, tx -> {
            tx.log("events").headMap(30L, true).clear();
            return true;
        });
        assertThat(log.keySet()).containsExactly(40L, 50L);
    }

    @Test
    void readers_wait_for_the_commit() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> writing = CompletableFuture.supplyAsync(() -> store.inTransaction(actor, tx -> {
            String id = tx.create("Lead", lead("Roe"));
            tx.log("events").put(1L, bytes("x"));
            inside.countDown();
            await(go);
            return id;
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Long> reading =
                CompletableFuture.supplyAsync(() -> store.rows("Lead").count());
        assertThat(store.log("events")).isEmpty();
        assertThat(reading).isNotDone();

        go.countDown();

        writing.get(10, TimeUnit.SECONDS);
        assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(store.log("events")).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void transactions_do_not_nest_and_a_folder_has_one_org() {
        assertThatThrownBy(() -> store.inTransaction(actor, tx -> create("Inner")))
                .hasMessageContaining("attempt()");
        assertThatThrownBy(() -> OrgStores.open(folder, clock, Seeding.BARE)).hasMessageContaining("in use");
    }
}
