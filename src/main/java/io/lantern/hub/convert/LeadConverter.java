package io.lantern.hub.convert;

import io.lantern.hub.audit.AuditEntry;
import io.lantern.hub.audit.AuditLog;
import io.lantern.hub.convert.ConvertStore.Outcome;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.RecordsChanged;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.match.MatchService;
import io.lantern.hub.salesforce.ConversionOutcome;
import io.lantern.hub.salesforce.ConversionOutcome.AlreadyConverted;
import io.lantern.hub.salesforce.ConversionOutcome.Converted;
import io.lantern.hub.salesforce.ConversionOutcome.Refused;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.WriteOutcome;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Converts a lead, once. That it is about to is committed before Salesforce is asked, so that after a kill the repeat
 * knows its own conversion from somebody else's.
 */
@Component
class LeadConverter {
    private final SalesforceOrgs orgs;
    private final ConvertStore store;
    private final AuditLog log;
    private final MatchService matches;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LeadConverter(
            SalesforceOrgs orgs,
            ConvertStore store,
            AuditLog log,
            MatchService matches,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.orgs = orgs;
        this.store = store;
        this.log = log;
        this.matches = matches;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    ConvertResult convert(Conversion conversion) {
        boolean begun = store.outcome(conversion.org(), conversion.leadId()).isPresent();
        transaction.executeWithoutResult(
                status -> store.begin(conversion.org(), conversion.leadId(), conversion.requestId(), clock.instant()));
        SalesforceOrg org = orgs.get(conversion.org());
        ConversionOutcome outcome = org.convert(conversion.asked(), Purpose.CONVERT);
        if (outcome instanceof Refused refused) {
            transaction.executeWithoutResult(status -> store.abandon(conversion.org(), conversion.leadId()));
            return ConvertResult.refused(refused.code(), refused.message());
        }
        ConvertResult result = result(outcome, begun);
        if (result.byUs()) {
            result = survive(org, conversion, result);
            finish(conversion, result);
        } else {
            transaction.executeWithoutResult(status -> store.abandon(conversion.org(), conversion.leadId()));
        }
        learn(conversion, result);
        return result;
    }

    /** @return what an earlier conversion of the lead by the hub came to; null when there was none */
    @Nullable
    Outcome before(OrgRef org, SalesforceId lead) {
        return store.outcome(org, lead)
                .filter(outcome -> outcome.convertedAt() != null)
                .orElse(null);
    }

    /** @return whether the hub asked Salesforce to convert the lead and does not know yet what came of it */
    boolean isBegun(OrgRef org, SalesforceId lead) {
        return store.outcome(org, lead)
                .filter(outcome -> outcome.convertedAt() == null)
                .isPresent();
    }

    private static ConvertResult result(ConversionOutcome outcome, boolean begun) {
        if (outcome instanceof Converted converted) {
            return new ConvertResult(
                    true, true, converted.accountId(), converted.contactId(), converted.opportunityId(), null, null);
        }
        AlreadyConverted already = (AlreadyConverted) outcome;
        return new ConvertResult(
                true, begun, already.accountId(), already.contactId(), already.opportunityId(), null, null);
    }

    /** Salesforce fills only blanks of a contact; what the policy wants beyond that is a second write. */
    private static ConvertResult survive(SalesforceOrg org, Conversion conversion, ConvertResult result) {
        SalesforceId contact = result.contactId();
        if (contact == null || conversion.survivors().isEmpty()) {
            return result;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        conversion.survivors().forEach((field, change) -> fields.put(field, change.to()));
        WriteOutcome outcome = org.update(new CrmRecord("Contact", contact, fields), Purpose.CONVERT);
        return outcome instanceof WriteOutcome.Refused refused
                ? result.withoutSurvivors(refused.code(), refused.message())
                : result;
    }

    private void finish(Conversion conversion, ConvertResult result) {
        Map<String, FieldChange> diff = new LinkedHashMap<>(result.code() == null ? conversion.survivors() : Map.of());
        put(diff, "ConvertedAccountId", result.accountId());
        put(diff, "ConvertedContactId", result.contactId());
        put(diff, "ConvertedOpportunityId", result.opportunityId());
        AuditEntry entry = AuditEntry.of(
                conversion.org().tenant(),
                "convert",
                "Lead",
                conversion.leadId().value(),
                conversion.reason(),
                conversion.requestId(),
                conversion.idempotencyKey(),
                diff);
        transaction.executeWithoutResult(status -> {
            store.converted(conversion.org(), conversion.leadId(), conversion.owner(), result, clock.instant());
            log.append(entry);
            conversion.payment().run();
        });
    }

    /** The next lead of the same person or company must meet what this one has become. */
    private void learn(Conversion conversion, ConvertResult result) {
        CrmRecord lead = conversion.lead();
        SalesforceId account = result.accountId();
        SalesforceId contact = result.contactId();
        matches.forget(conversion.org(), "Lead", lead.id());
        if (contact != null && conversion.asked().contactId() == null) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (String field : List.of("FirstName", "LastName", "Email", "Phone", "Title")) {
                fields.put(field, lead.fields().get(field));
            }
            fields.put("AccountId", account == null ? null : account.value());
            fields.put("OwnerId", text(conversion.owner()));
            matches.learn(conversion.org(), "Contact", contact, fields);
            events.publishEvent(new RecordsChanged(conversion.org(), "Contact", List.of(contact)));
        }
        if (account != null && conversion.asked().accountId() == null) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("Name", lead.fields().get("Company"));
            fields.put("Website", lead.fields().get("Website"));
            fields.put("Phone", lead.fields().get("Phone"));
            fields.put("OwnerId", text(conversion.owner()));
            matches.learn(conversion.org(), "Account", account, fields);
            events.publishEvent(new RecordsChanged(conversion.org(), "Account", List.of(account)));
        }
    }

    private static void put(Map<String, FieldChange> diff, String field, @Nullable SalesforceId id) {
        if (id != null) {
            diff.put(field, new FieldChange(null, id.value(), "salesforce", null));
        }
    }

    private static @Nullable String text(@Nullable SalesforceId id) {
        return id == null ? null : id.value();
    }
}
