package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Records;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where writes go: into a transaction of their own, or into one that is open already. */
public final class Scope {
    private static final String ROLLED_BACK =
            "Record rolled back because not all records were valid and the request was using AllOrNone header";

    private final OrgStore store;
    private final Actor actor;
    private final @Nullable OrgTransaction open;

    private Scope(OrgStore store, Actor actor, @Nullable OrgTransaction open) {
        this.store = store;
        this.actor = actor;
        this.open = open;
    }

    /** Each piece of work is a transaction. */
    public static Scope own(OrgStore store, Actor actor) {
        return new Scope(store, actor, null);
    }

    /** All work belongs to one transaction. */
    public static Scope within(OrgStore store, OrgTransaction open) {
        return new Scope(store, open.actor(), open);
    }

    public Actor actor() {
        return actor;
    }

    /** Runs one piece of work; a refusal undoes it. */
    public <T extends @Nullable Object> T run(Function<OrgTransaction, T> work) {
        OrgTransaction joined = open;
        return joined == null ? store.inTransaction(actor, work) : joined.attempt(() -> work.apply(joined));
    }

    /** Reads one state of the records: the last commit, or what the open transaction sees. */
    public <T extends @Nullable Object> T read(Function<Records, T> work) {
        return open == null ? store.read(work) : work.apply(open);
    }

    /**
     * Runs the work of many rows in one transaction, as the platform does: a row that is refused leaves no trace, the
     * others stay.
     *
     * @param allOrNone whether one refusal undoes all
     * @return one outcome per row, in order
     */
    public <R> List<Outcome<R>> each(List<Function<OrgTransaction, R>> rows, boolean allOrNone) {
        try {
            return run(transaction -> {
                List<Outcome<R>> outcomes =
                        rows.stream().map(row -> attempt(transaction, row)).toList();
                if (allOrNone && !outcomes.stream().allMatch(Outcome::success)) {
                    throw new Undo(outcomes);
                }
                return outcomes;
            });
        } catch (Undo undo) {
            return undo.outcomes.stream()
                    .map(outcome -> Scope.<R>rolledBack(outcome.fault()))
                    .toList();
        }
    }

    private static <R> Outcome<R> attempt(OrgTransaction transaction, Function<OrgTransaction, R> row) {
        try {
            return Outcome.done(transaction.attempt(() -> row.apply(transaction)));
        } catch (OrgFault fault) {
            return Outcome.refused(fault);
        }
    }

    private static <R> Outcome<R> rolledBack(@Nullable OrgFault fault) {
        return Outcome.refused(
                fault != null ? fault : new OrgFault("ALL_OR_NONE_OPERATION_ROLLED_BACK", 400, ROLLED_BACK, List.of()));
    }

    private static final class Undo extends RuntimeException {
        private final transient List<? extends Outcome<?>> outcomes;

        Undo(List<? extends Outcome<?>> outcomes) {
            super("undo", null, false, false);
            this.outcomes = outcomes;
        }
    }
}
