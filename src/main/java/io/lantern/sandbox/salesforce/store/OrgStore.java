package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The org's records. One writer at a time; a transaction commits whole, durably (a killed process finds it
 * again), or not at all. Reads see the last commit.
 */
public interface OrgStore extends AutoCloseable {
    Schema schema();

    /** The organisation's own 18-character id. */
    String orgId();

    /**
     * Runs work as one transaction. Any exception rolls everything back and is thrown on.
     *
     * @param work gets a view that sees its own writes
     */
    <T extends @Nullable Object> T inTransaction(Actor actor, Function<OrgTransaction, T> work);

    /** @return the row, deleted or not; null when there never was one. {@code id} of 15 or 18 characters */
    @Nullable
    Row find(String type, String id);

    /** @return every row of a type, deleted ones too, in id order, as of the last commit */
    Stream<Row> rows(String type);

    /** @return rows whose field equals the value (text without regard to case), from an index where there is one */
    Stream<Row> rows(String type, String field, Object value);

    /**
     * Called in commit order, inside each transaction just before it commits: what the listener writes to {@link
     * OrgTransaction#log} commits with it.
     */
    void beforeCommit(CommitListener listener);

    /** Called in commit order after the commit, on the writer's thread; must be quick and must not throw. */
    void afterCommit(Runnable listener);

    /** @return a durable ordered map of bytes, for example the event log; write to it only in a transaction */
    Map<Long, byte[]> log(String name);

    @Override
    void close();

    /** See {@link #beforeCommit}. */
    interface CommitListener {
        void committing(List<RowChange> changes, OrgTransaction transaction);
    }
}
