package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.Actor;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgStore;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.ArrayList;
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
        return open == null ? store.inTransaction(actor, work) : work.apply(open);
    }

    /**
     * Runs the work of many rows in one transaction, as the platform does: rows that are refused are taken out, what
     * they had done is undone, and the rest is run again.
     *
     * @param allOrNone whether one refusal undoes all
     * @return one outcome per row, in order
     */
    public <R> List<Outcome<R>> each(List<Function<OrgTransaction, R>> rows, boolean allOrNone) {
        List<@Nullable OrgFault> faults = new ArrayList<>();
        rows.forEach(row -> faults.add(null));
        OrgTransaction joined = open;
        if (joined != null) {
            return pass(joined, rows, faults).outcomes();
        }
        // Every round takes out at least one row, so that there are at most as many rounds as rows.
        while (true) {
            try {
                return store.inTransaction(actor, transaction -> {
                    Pass<R> pass = pass(transaction, rows, faults);
                    if (pass.refused() > 0) {
                        throw new Undo();
                    }
                    return pass.outcomes();
                });
            } catch (Undo refusals) {
                if (allOrNone) {
                    return faults.stream().map(Scope::<R>rolledBack).toList();
                }
            }
        }
    }

    private static <R> Pass<R> pass(
            OrgTransaction transaction, List<Function<OrgTransaction, R>> rows, List<@Nullable OrgFault> faults) {
        List<Outcome<R>> outcomes = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < rows.size(); i++) {
            OrgFault known = faults.get(i);
            if (known != null) {
                outcomes.add(Outcome.refused(known));
                continue;
            }
            try {
                outcomes.add(Outcome.done(rows.get(i).apply(transaction)));
            } catch (OrgFault fault) {
                faults.set(i, fault);
                outcomes.add(Outcome.refused(fault));
                refused++;
            }
        }
        return new Pass<>(outcomes, refused);
    }

    private static <R> Outcome<R> rolledBack(@Nullable OrgFault fault) {
        return Outcome.refused(
                fault != null ? fault : new OrgFault("ALL_OR_NONE_OPERATION_ROLLED_BACK", 400, ROLLED_BACK, List.of()));
    }

    private record Pass<R>(List<Outcome<R>> outcomes, int refused) {}

    private static final class Undo extends RuntimeException {
        Undo() {
            super("undo", null, false, false);
        }
    }
}
