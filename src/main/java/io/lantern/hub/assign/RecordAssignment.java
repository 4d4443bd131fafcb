package io.lantern.hub.assign;

import io.lantern.hub.assign.Assignment.State;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.WriteOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives a record an owner in Salesforce. The turn is stored first, then written, then final: when Salesforce is
 * away in between, the same request again finishes the stored turn and takes no other.
 */
@Component
class RecordAssignment {
    /** Salesforce does not want this user as an owner; another will do. */
    private static final Set<String> WRONG_OWNER =
            Set.of("INACTIVE_OWNER_OR_USER", "OP_WITH_INVALID_USER_TYPE_EXCEPTION", "TRANSFER_REQUIRES_READ");

    private static final int MAX_REFUSED = 10;

    private final Turns turns;
    private final UserDirectory directory;

    RecordAssignment(Turns turns, UserDirectory directory) {
        this.turns = turns;
        this.directory = directory;
    }

    /**
     * @param payment commits with the decision's entry in the log; not called for a dry run, nor when another request
     *     has finished the same turn
     * @return the assignment, written; or, for a dry run, what it would be
     */
    Assignment assign(AssignOrder order, SalesforceOrg org, Pool pool, Caller caller, Runnable payment) {
        CrmRecord record = read(order, org);
        SalesforceId owner = owner(record);
        String key = "api:" + caller.effectKey();
        Ask ask = new Ask(
                org.ref(), pool.name(), Ask.Subject.of(record, owner), key, caller.requestId(), key, order.options());
        UserDirectory.Users users = directory.users(org.ref());
        if (order.keepOwnerInPool() && owner != null && pool.member(owner).isPresent() && users.isActive(owner)) {
            return kept(ask, owner, users, order.dryRun() ? null : payment);
        }
        return order.dryRun() ? turns.preview(ask, users) : write(ask, users, org, payment);
    }

    /** @param payment null for a dry run */
    private Assignment kept(Ask ask, SalesforceId owner, UserDirectory.Users users, @Nullable Runnable payment) {
        String reason = "Kept: the owner is an active member of pool " + ask.pool();
        return payment == null
                ? turns.keeping(ask, owner, users.name(owner), reason)
                : turns.keep(ask, turns.keeping(ask, owner, users.name(owner), reason), payment);
    }

    private Assignment write(Ask ask, UserDirectory.Users known, SalesforceOrg org, Runnable payment) {
        UserDirectory.Users users = known;
        Ask turn = ask;
        for (int refused = 0; ; refused++) {
            Assignment assignment = turns.take(turn, users, State.DECIDED);
            if (assignment.state() == State.WRITTEN) {
                return assignment;
            }
            WriteOutcome outcome = update(assignment, org);
            if (outcome instanceof WriteOutcome.Written) {
                turns.written(assignment, turn, payment);
                return assignment;
            }
            WriteOutcome.Refused refusal = (WriteOutcome.Refused) outcome;
            turns.giveBack(assignment, State.DECIDED, State.REFUSED);
            if (!WRONG_OWNER.contains(refusal.code()) || refused == MAX_REFUSED) {
                throw refusedBySalesforce(assignment, refusal);
            }
            users = directory.usersAgain(org.ref());
            turn = without(turn, assignment.ownerId(), ask.key() + ":" + refused);
        }
    }

    private static WriteOutcome update(Assignment assignment, SalesforceOrg org) {
        if (assignment.ownerId().equals(assignment.prevOwner())) {
            return new WriteOutcome.Written(assignment.objectId());
        }
        Map<String, @Nullable Object> owner =
                Map.of("OwnerId", assignment.ownerId().value());
        return org.update(new CrmRecord(assignment.object(), assignment.objectId(), owner), Purpose.ASSIGN);
    }

    private static Ask without(Ask ask, SalesforceId refused, String key) {
        Ask.Options options = ask.options();
        Set<SalesforceId> excluded = new HashSet<>(options.excluded());
        excluded.add(refused);
        Ask.Options without =
                new Ask.Options(excluded, options.excludeInactive(), options.placeFirst(), options.note());
        return new Ask(ask.org(), ask.pool(), ask.record(), key, ask.requestId(), key, without);
    }

    private static CrmRecord read(AssignOrder order, SalesforceOrg org) {
        List<String> fields = order.object().equals("Lead")
                ? List.of("OwnerId", "CreatedDate", "IsConverted")
                : List.of("OwnerId", "CreatedDate");
        CrmRecord record = org.read(order.object(), order.id(), fields, Purpose.ASSIGN);
        if (record == null) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "There is no %s %s in Salesforce, or it is deleted.".formatted(order.object(), order.id()));
        }
        if (record.isTrue("IsConverted")) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "Lead %s is converted; Salesforce lets nobody change it. Assign the contact or account instead."
                            .formatted(order.id()));
        }
        return record;
    }

    private static @Nullable SalesforceId owner(CrmRecord record) {
        String owner = record.text("OwnerId");
        return owner == null ? null : SalesforceId.of(owner);
    }

    private static ProblemException refusedBySalesforce(Assignment assignment, WriteOutcome.Refused refusal) {
        return new ProblemException(new Problem(
                ProblemCode.UPSTREAM_ERROR,
                "Salesforce refused the new owner of %s %s; the turn was given back. details has Salesforce's words."
                        .formatted(assignment.object(), assignment.objectId()),
                List.of(new Problem.Detail(
                        refusal.fields().isEmpty() ? null : refusal.fields().get(0),
                        refusal.code() + ": " + refusal.message()))));
    }
}
