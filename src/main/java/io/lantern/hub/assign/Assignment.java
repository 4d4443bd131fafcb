package io.lantern.hub.assign;

import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision who shall own a record.
 *
 * @param key makes it happen once per tenant
 * @param pool which pool was asked
 * @param sequence of the pool; null when the owner was kept and no turn used
 */
record Assignment(
        String key,
        OrgRef org,
        String pool,
        @Nullable Long sequence,
        String object,
        SalesforceId objectId,
        SalesforceId ownerId,
        String ownerName,
        @Nullable SalesforceId prevOwner,
        State state,
        String reason,
        List<Why> why,
        Instant decidedAt) {

    Assignment {
        why = List.copyOf(why);
    }

    /** A turn that was taken. @param sequence of the pool */
    static Assignment of(
            Ask ask,
            TurnPolicy.Choice choice,
            long sequence,
            UserDirectory.Users users,
            State state,
            Instant decidedAt) {
        String note = ask.options().note();
        return new Assignment(
                ask.key(),
                ask.org(),
                ask.pool(),
                sequence,
                ask.record().object(),
                ask.record().id(),
                choice.owner(),
                users.name(choice.owner()),
                ask.record().prevOwner(),
                state,
                note == null ? choice.because() : note + ". " + choice.because(),
                choice.why(),
                decidedAt);
    }

    /** An owner who was settled without a turn. */
    static Assignment keeping(Ask ask, SalesforceId owner, String ownerName, String reason, Instant decidedAt) {
        return new Assignment(
                ask.key(),
                ask.org(),
                ask.pool(),
                null,
                ask.record().object(),
                ask.record().id(),
                owner,
                ownerName,
                ask.record().prevOwner(),
                State.HANDED_OVER,
                reason,
                List.of(Why.chosen(owner.value(), reason)),
                decidedAt);
    }

    /** @param ask that led to this */
    AuditEntry entry(Ask ask) {
        String before = prevOwner == null ? null : prevOwner.value();
        boolean byPool = sequence != null;
        String source = byPool ? "pool " + pool : "owner first";
        Map<String, FieldChange> diff = ownerId.value().equals(before)
                ? Map.of()
                : Map.of("OwnerId", new FieldChange(before, ownerId.value(), source, null));
        return new AuditEntry(
                ask.tenant(),
                "assign",
                object,
                objectId.value(),
                byPool ? pool : null,
                ownerId.value(),
                before,
                sequence,
                reason,
                ask.requestId(),
                ask.auditKey(),
                diff,
                ask.record().createdAt());
    }

    /** @return whether the turn counted for this user's place in the rotation */
    boolean tookPart(SalesforceId user) {
        return why.stream().anyMatch(line -> line.user().equals(user.value()) && line.tookPart());
    }

    /** What has become of the decision. */
    enum State {
        /** To be written to Salesforce by this room. */
        DECIDED,
        /** Written, or nothing to write. */
        WRITTEN,
        /** Given to a workflow or a conversion, which writes it with its other changes. */
        HANDED_OVER,
        /** Salesforce did not want this owner; the turn is given back. */
        REFUSED,
        /** Nobody finished it in time; the turn is given back. */
        ABANDONED
    }
}
