package io.lantern.sandbox.salesforce.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The org's records. One writer at a time; a transaction commits whole, durably (a killed process finds it
 * again), or not at all. Reads see the last commit: they wait while a transaction runs.
 */
public interface OrgStore extends Records, AutoCloseable {
    /** The organisation's own 18-character id. */
    String orgId();

    /**
     * Runs work as one transaction. Any exception rolls everything back and is thrown on. Transactions do not nest:
     * use {@link OrgTransaction#attempt} inside one.
     *
     * @param work gets a view that sees its own writes
     * @throws OrgFault SERVER_UNAVAILABLE when the org's file cannot be written; nothing is kept then
     */
    <T extends @Nullable Object> T inTransaction(Actor actor, Function<OrgTransaction, T> work);

    /** Runs work that sees one state of the records from beginning to end; writers wait for it. */
    <T extends @Nullable Object> T read(Function<Records, T> work);

    /**
     * Called in commit order, inside each transaction just before it commits: what the listener writes to {@link
     * OrgTransaction#log} commits with it.
     */
    void beforeCommit(CommitListener listener);

    /** Called in commit order after the commit, on the writer's thread; must be quick and must not throw. */
    void afterCommit(Runnable listener);

    /**
     * A durable ordered map of bytes, for example the event log. It can be read at any time and shows keys up to the
     * highest one committed; it can be written only inside a transaction, by the transaction's thread. Its
     * {@code headMap}, {@code tailMap} and {@code subMap} are views (clear one to trim the log); its descending and
     * key-set views are copies.
     */
    NavigableMap<Long, byte[]> log(String name);

    @Override
    void close();

    /** See {@link #beforeCommit}. */
    interface CommitListener {
        /**
         * @param changes at least one, in the order the records were first touched (a transaction that wrote only to a
         *     log is not told).
         *     An update that changed nothing but the system fields is there with an empty {@code changed}
         */
        void committing(List<RowChange> changes, OrgTransaction transaction);
    }
}
