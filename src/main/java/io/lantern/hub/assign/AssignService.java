package io.lantern.hub.assign;

import io.lantern.hub.assign.Assignment.State;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.kernel.WorkOrder;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of the pools: who gets a record next, and why. */
@Service
public class AssignService {
    private final PoolStore store;
    private final Turns turns;
    private final RecordAssignment records;
    private final UserDirectory directory;
    private final PoolSeed seed;
    private final SalesforceOrgs orgs;
    private final CreditService credits;

    AssignService(
            PoolStore store,
            Turns turns,
            RecordAssignment records,
            UserDirectory directory,
            PoolSeed seed,
            SalesforceOrgs orgs,
            CreditService credits) {
        this.store = store;
        this.turns = turns;
        this.records = records;
        this.directory = directory;
        this.seed = seed;
        this.orgs = orgs;
        this.credits = credits;
    }

    /**
     * The workflow's step {@code assign}: keeps a preferred owner who is an active user, and uses no turn; else
     * takes the next turn of the pool. The decision, the rotation and the log entry commit together; the caller
     * writes the owner to Salesforce. The same run and record get the same answer again.
     *
     * @param preferredOwner for example the owner of the matched account; null when there is none
     * @throws ProblemException {@code not_found} without such a pool, {@code conflict} when nobody is available
     */
    public OwnerDecision assignOwner(
            WorkOrder order, CrmRecord record, String pool, @Nullable SalesforceId preferredOwner) {
        Ask ask = ask(order, record, pool, "", Ask.Options.ORDINARY);
        Optional<Assignment> before = turns.find(ask.tenant(), ask.key());
        if (before.isPresent()) {
            return OwnerDecision.of(before.get());
        }
        UserDirectory.Users users = directory.users(order.org());
        if (preferredOwner != null && users.isActive(preferredOwner)) {
            String reason = "Owner first: stays with the owner of the matched record";
            Assignment kept = turns.keeping(ask, preferredOwner, users.name(preferredOwner), reason);
            return OwnerDecision.of(turns.keep(ask, kept, () -> {}));
        }
        return OwnerDecision.of(take(ask, users));
    }

    /**
     * The workflow's step {@code reassign}: Salesforce refused the owner that {@link #assignOwner} had chosen. The
     * list of users is read again, the refused turn is given back and another taken.
     *
     * @param refusedOwner gets nothing this time, whatever Salesforce says of the user now
     */
    public OwnerDecision reassign(WorkOrder order, CrmRecord record, String pool, SalesforceId refusedOwner) {
        Ask first = ask(order, record, pool, "", Ask.Options.ORDINARY);
        Ask.Options options =
                Ask.Options.without(refusedOwner, "Salesforce refused %s as owner".formatted(refusedOwner));
        Ask ask = ask(order, record, pool, ":after:" + refusedOwner, options);
        turns.find(first.tenant(), first.key())
                .filter(before -> before.ownerId().equals(refusedOwner))
                .ifPresent(before -> turns.giveBack(before, State.HANDED_OVER, State.REFUSED));
        return OwnerDecision.of(take(ask, directory.usersAgain(order.org())));
    }

    /**
     * Takes the next turn of a pool for a record whose owner the caller writes.
     *
     * @param record with {@code OwnerId} when it is known
     * @param key the same key gets the same owner again, and one turn; at most 200 characters
     * @param requestId goes into the log
     * @throws ProblemException {@code not_found} without such a pool, {@code conflict} when nobody is available
     */
    public OwnerDecision nextOwner(OrgRef org, CrmRecord record, String pool, String key, String requestId) {
        String ownKey = "for:" + key;
        Ask ask = new Ask(org, pool, subject(record), ownKey, requestId, key, Ask.Options.ORDINARY);
        return OwnerDecision.of(take(ask, directory.users(org)));
    }

    /** @return what {@link #nextOwner} would give now; no turn is used */
    public OwnerDecision previewOwner(OrgRef org, CrmRecord record, String pool) {
        seed.sow(org.tenant(), org);
        Ask ask = new Ask(org, pool, subject(record), "", "", "", Ask.Options.ORDINARY);
        return OwnerDecision.of(turns.preview(ask, directory.users(org)));
    }

    /**
     * Operation {@code assign.record}: takes the turn and writes the owner to Salesforce. Charged with the entry in the
     * log; a dry run costs nothing.
     *
     * @throws ProblemException with every fault of the request at once; {@code insufficient_credits}; {@code not_found}
     *     without such a pool or record; {@code conflict} when nobody is available or the lead is converted
     */
    public AssignResult record(AssignRequest request, Caller caller) {
        long begun = System.nanoTime();
        AssignOrder order = AssignOrder.parse(request);
        SalesforceOrg org = orgs.ofTenant(caller.tenant(), null);
        Pool pool = pool(caller.tenant(), org.ref(), order.pool());
        SalesforceId first = order.options().placeFirst();
        if (first != null && pool.member(first).isEmpty()) {
            Faults faults = new Faults();
            faults.add("reset_rules.place_user_at_top", "must be a member of pool `%s`".formatted(pool.name()));
            faults.throwIfAny("The record was not assigned");
        }
        List<Use> uses = uses(order);
        try (Charge charge = credits.reserve(Quote.of(ChargedWork.of(caller, "assign.record"), uses))) {
            Assignment assignment = records.assign(order, org, pool, caller, () -> charge.settle(uses));
            SalesforceId before = assignment.prevOwner();
            return new AssignResult(
                    true,
                    caller.requestId(),
                    charge.used(),
                    credits.remaining(caller.tenant()),
                    (System.nanoTime() - begun) / 1_000_000,
                    false,
                    assignment.ownerId().value(),
                    assignment.ownerName(),
                    assignment.sequence(),
                    pool.members().size(),
                    before == null ? null : before.value(),
                    assignment.decidedAt(),
                    assignment.why(),
                    order.dryRun());
        }
    }

    private List<Use> uses(AssignOrder order) {
        if (order.dryRun()) {
            return List.of();
        }
        return credits.uses(order.reset() ? List.of(Item.ASSIGN, Item.ASSIGN_RESET) : List.of(Item.ASSIGN));
    }

    private Pool pool(TenantId tenant, OrgRef org, String name) {
        seed.sow(tenant, org);
        return store.pool(tenant, name).orElseThrow(() -> Turns.noPool(name)).pool();
    }

    private Assignment take(Ask ask, UserDirectory.Users users) {
        seed.sow(ask.tenant(), ask.org());
        return turns.take(ask, users, State.HANDED_OVER);
    }

    private static Ask ask(WorkOrder order, CrmRecord record, String pool, String suffix, Ask.Options options) {
        String key = "run:%s:%s%s".formatted(order.runId(), record.id(), suffix);
        return new Ask(order.org(), pool, subject(record), key, order.requestId(), order.runId() + suffix, options);
    }

    private static Ask.Subject subject(CrmRecord record) {
        String owner = record.text("OwnerId");
        return Ask.Subject.of(record, owner == null ? null : SalesforceId.of(owner));
    }
}
