package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables in memory over a file. The write lock is held for a whole transaction, so nobody sees half of one. */
final class FileOrgStore implements OrgStore {
    private final Schema schema;
    private final Clock clock;
    private final OrgFile file;
    private final List<CommitListener> before = new CopyOnWriteArrayList<>();
    private final List<Runnable> after = new CopyOnWriteArrayList<>();
    private final Map<String, LogMap> logs = new ConcurrentHashMap<>();

    /** Held until the listeners after a commit have run, so that they run in commit order. */
    private final ReentrantLock writer = new ReentrantLock();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private Tables tables;
    private Instant lastStamp = Instant.EPOCH;

    FileOrgStore(Schema schema, Clock clock, OrgFile file) {
        this.schema = schema;
        this.clock = clock;
        this.file = file;
        this.tables = new Tables(schema, clock);
        load();
    }

    boolean isEmpty() {
        return lastStamp.equals(Instant.EPOCH);
    }

    private void load() {
        tables = new Tables(schema, clock);
        lastStamp = Instant.EPOCH;
        file.forEachRow((id, bytes) -> {
            Table table = tables.tableOfId(id);
            // Records of an object whose definition was taken away stay in the file until it comes back.
            if (table != null) {
                Row row = RowCodec.decode(table.type(), id, bytes);
                table.put(row);
                String stamp = row.text("SystemModstamp");
                Instant at = stamp == null ? null : Stamps.readInstant(stamp);
                if (at != null && at.isAfter(lastStamp)) {
                    lastStamp = at;
                }
            }
        });
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public String orgId() {
        SObjectType organization = Objects.requireNonNull(schema.type("Organization"));
        return RecordIds.of(organization.keyPrefix(), 1);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Actor actor, Function<OrgTransaction, T> work) {
        if (writer.isHeldByCurrentThread()) {
            throw new IllegalStateException("A transaction is running already on this thread; use attempt() in it");
        }
        writer.lock();
        try {
            Outcome<T> outcome = locked(actor, work);
            if (outcome.committed()) {
                after.forEach(Runnable::run);
            }
            return outcome.result();
        } finally {
            writer.unlock();
        }
    }

    private <T extends @Nullable Object> Outcome<T> locked(Actor actor, Function<OrgTransaction, T> work) {
        lock.writeLock().lock();
        try {
            return transact(actor, work);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T extends @Nullable Object> Outcome<T> transact(Actor actor, Function<OrgTransaction, T> work) {
        reviveFile();
        Transaction transaction = new Transaction(tables, actor, nextStamp(), this::log);
        boolean done = false;
        try {
            T result = work.apply(transaction);
            List<RowChange> changes = before.isEmpty() ? List.of() : transaction.changes();
            if (!changes.isEmpty()) {
                before.forEach(l -> l.committing(changes, transaction));
            }
            boolean committed = commit(transaction);
            done = true;
            return new Outcome<>(result, committed);
        } finally {
            if (!done) {
                transaction.undo();
                if (!file.isBroken()) {
                    file.rollback();
                }
            }
        }
    }

    private boolean commit(Transaction transaction) {
        try {
            for (Row row : transaction.touched()) {
                SObjectType type = Objects.requireNonNull(schema.type(row.type()));
                file.put(row.id(), RowCodec.encode(type, row));
            }
            if (!file.hasChanges()) {
                return false;
            }
            file.commit();
            return true;
        } catch (OrgFault e) {
            throw e;
        } catch (RuntimeException e) {
            throw Refusals.unwritable(e);
        }
    }

    private void reviveFile() {
        if (!file.isBroken()) {
            return;
        }
        try {
            file.reopen();
        } catch (RuntimeException e) {
            throw Refusals.unwritable(e);
        }
        load();
    }

    /** Never goes back, whatever the clock does: who polls by SystemModstamp relies on it. */
    private Instant nextStamp() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (now.isAfter(lastStamp)) {
            lastStamp = now;
        }
        return lastStamp;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Records, T> work) {
        lock.readLock().lock();
        try {
            return work.apply(tables);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public @Nullable Row find(String type, String id) {
        return this.<@Nullable Row>read(r -> r.find(type, id));
    }

    @Override
    public Stream<Row> rows(String type) {
        return read(r -> r.rows(type));
    }

    @Override
    public Stream<Row> rows(String type, String field, Object value) {
        return read(r -> r.rows(type, field, value));
    }

    @Override
    public void beforeCommit(CommitListener listener) {
        before.add(listener);
    }

    @Override
    public void afterCommit(Runnable listener) {
        after.add(listener);
    }

    @Override
    public NavigableMap<Long, byte[]> log(String name) {
        return logs.computeIfAbsent(name, n -> new LogMap(file, n, lock::isWriteLockedByCurrentThread));
    }

    @Override
    public void close() {
        writer.lock();
        lock.writeLock().lock();
        try {
            file.close();
        } finally {
            lock.writeLock().unlock();
            writer.unlock();
        }
    }

    private record Outcome<T extends @Nullable Object>(T result, boolean committed) {}
}
