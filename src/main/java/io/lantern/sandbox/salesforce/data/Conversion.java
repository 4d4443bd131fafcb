package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import io.lantern.sandbox.salesforce.store.OrgFault;
import io.lantern.sandbox.salesforce.store.OrgTransaction;
import io.lantern.sandbox.salesforce.store.Row;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lead conversion: one lead becomes an account, a contact and, unless told not to, an opportunity, or fills the blanks
 * of existing ones. Rules: SOAP API guide, convertLead; "Considerations for Converting Leads".
 */
public final class Conversion {
    private final Org org;
    private final OrgTransaction transaction;
    private final Ask ask;
    private final Row lead;
    private final String ownerId;

    private Conversion(Org org, OrgTransaction transaction, Ask ask, Row lead, String ownerId) {
        this.org = org;
        this.transaction = transaction;
        this.ask = ask;
        this.lead = lead;
        this.ownerId = ownerId;
    }

    /**
     * What is asked; names follow {@code LeadConvert}.
     *
     * @param accountRecord field values for the new account; likewise the other two
     */
    public record Ask(
            String leadId,
            @Nullable String accountId,
            @Nullable String contactId,
            @Nullable String convertedStatus,
            boolean doNotCreateOpportunity,
            @Nullable String opportunityId,
            @Nullable String opportunityName,
            @Nullable String ownerId,
            boolean overwriteLeadSource,
            boolean bypassDuplicateRules,
            Map<String, @Nullable Object> accountRecord,
            Map<String, @Nullable Object> contactRecord,
            Map<String, @Nullable Object> opportunityRecord) {}

    /** What came of it; no opportunity is null. */
    public record Converted(
            String leadId,
            String accountId,
            String contactId,
            @Nullable String opportunityId) {}

    /** Converts one lead inside a transaction. @throws OrgFault when it cannot be; the transaction must then be undone */
    public static Converted convert(Org org, OrgTransaction transaction, Ask ask) {
        Row lead = live(transaction, "Lead", ask.leadId());
        if (Boolean.TRUE.equals(lead.get("IsConverted"))) {
            throw new OrgFault("CANNOT_UPDATE_CONVERTED_LEAD", 400, "cannot reference converted lead", List.of());
        }
        return new Conversion(org, transaction, ask, lead, owner(org, transaction, ask, lead)).convert();
    }

    private Converted convert() {
        String status = convertedStatus();
        String accountId = account();
        String contactId = contact(accountId);
        String opportunityId = opportunity(accountId, contactId);
        moveMemberships(contactId);
        moveActivities("Task", accountId, contactId, opportunityId);
        moveActivities("Event", accountId, contactId, opportunityId);
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        after.put("IsConverted", true);
        after.put("Status", status);
        after.put("ConvertedDate", today().toString());
        after.put("ConvertedAccountId", accountId);
        after.put("ConvertedContactId", contactId);
        after.put("ConvertedOpportunityId", opportunityId);
        after.put("IsUnreadByOwner", false);
        transaction.force("Lead", lead.id(), known("Lead", after));
        return new Converted(lead.id(), accountId, contactId, opportunityId);
    }

    private static String owner(Org org, OrgTransaction transaction, Ask ask, Row lead) {
        String ownerId = ask.ownerId() != null ? ask.ownerId() : Objects.requireNonNull(lead.text("OwnerId"));
        Row user = ownerId.startsWith("005") ? transaction.find("User", ownerId) : null;
        if (user == null) {
            // The code is not documented; a test can set another one.
            Fault configured = org.faults().get("queue-owned-convert");
            throw new OrgFault(
                    configured == null
                            ? "INVALID_CROSS_REFERENCE_KEY"
                            : configured.text("code", "INVALID_CROSS_REFERENCE_KEY"),
                    400,
                    "Converted objects can only be owned by users.  If the lead is not owned by a user, you must"
                            + " specify a user for the Owner field.",
                    List.of("OwnerId"));
        }
        if (!Boolean.TRUE.equals(user.get("IsActive"))) {
            throw new OrgFault(
                    "INACTIVE_OWNER_OR_USER",
                    400,
                    "operation performed with inactive user [%s] as owner of account".formatted(user.id()),
                    List.of());
        }
        return user.id();
    }

    private String convertedStatus() {
        String asked = ask.convertedStatus();
        return transaction
                .rows("LeadStatus")
                .filter(row -> Boolean.TRUE.equals(row.get("IsConverted")))
                .map(row -> row.text("MasterLabel"))
                .filter(Objects::nonNull)
                .filter(label -> label.equals(asked))
                .findFirst()
                .orElseThrow(() -> new OrgFault("INVALID_STATUS", 400, "invalid convertedStatus: " + asked, List.of()));
    }

    private String account() {
        Map<String, @Nullable Object> mapped = known("Account", LeadMapping.account(lead));
        if (ask.accountId() != null) {
            Row account = live(transaction, "Account", ask.accountId());
            fillBlanks(account, mapped, null);
            return account.id();
        }
        return make("Account", mapped, ask.accountRecord());
    }

    private String contact(String accountId) {
        Map<String, @Nullable Object> mapped = known("Contact", LeadMapping.contact(lead));
        if (ask.contactId() == null) {
            mapped.put("AccountId", accountId);
            return make("Contact", mapped, ask.contactRecord());
        }
        Row contact = live(transaction, "Contact", ask.contactId());
        if (ask.accountId() == null || !accountId.equals(contact.get("AccountId"))) {
            throw new OrgFault(
                    "INVALID_CROSS_REFERENCE_KEY",
                    400,
                    "The contact must belong to the account the lead is converted into.",
                    List.of("ContactId"));
        }
        fillBlanks(contact, mapped, ask.overwriteLeadSource() ? "LeadSource" : null);
        return contact.id();
    }

    private @Nullable String opportunity(String accountId, String contactId) {
        String id;
        if (ask.opportunityId() != null) {
            id = live(transaction, "Opportunity", ask.opportunityId()).id();
        } else if (ask.doNotCreateOpportunity()) {
            return null;
        } else {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("Name", ask.opportunityName() != null ? ask.opportunityName() : lead.get("Company"));
            values.put("AccountId", accountId);
            values.put("StageName", firstStage());
            values.put("CloseDate", endOfQuarter(today()).toString());
            values.put("LeadSource", lead.get("LeadSource"));
            values.put("CampaignId", latestCampaign());
            id = make("Opportunity", known("Opportunity", values), ask.opportunityRecord());
        }
        if (org.store().schema().type("OpportunityContactRole") != null) {
            boolean first = transaction
                    .rows("OpportunityContactRole", "OpportunityId", id)
                    .allMatch(Row::isDeleted);
            Map<String, @Nullable Object> role = new LinkedHashMap<>();
            role.put("OpportunityId", id);
            role.put("ContactId", contactId);
            role.put("IsPrimary", first);
            transaction.create("OpportunityContactRole", role);
        }
        return id;
    }

    private String make(String type, Map<String, @Nullable Object> values, Map<String, @Nullable Object> more) {
        values.put("OwnerId", ownerId);
        values.putAll(more);
        values.values().removeIf(Objects::isNull);
        SObjectType definition = Objects.requireNonNull(org.store().schema().type(type));
        return org.writes()
                .create(transaction, definition, values, new Writes.Options(ask.bypassDuplicateRules(), false))
                .id();
    }

    private void fillBlanks(Row row, Map<String, @Nullable Object> values, @Nullable String overwritten) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        values.forEach((field, value) -> {
            if (value != null && (row.get(field) == null || field.equals(overwritten))) {
                changes.put(field, value);
            }
        });
        if (!changes.isEmpty()) {
            transaction.update(row.type(), row.id(), changes);
        }
    }

    private void moveMemberships(String contactId) {
        if (org.store().schema().type("CampaignMember") == null) {
            return;
        }
        for (Row member :
                live(transaction.rows("CampaignMember", "LeadId", lead.id()).toList())) {
            transaction.force("CampaignMember", member.id(), Map.of("ContactId", contactId));
        }
    }

    private void moveActivities(String type, String accountId, String contactId, @Nullable String opportunityId) {
        if (org.store().schema().type(type) == null) {
            return;
        }
        for (Row activity : live(transaction.rows(type, "WhoId", lead.id()).toList())) {
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            changes.put("WhoId", contactId);
            changes.put("AccountId", accountId);
            if (opportunityId != null) {
                changes.put("WhatId", opportunityId);
            }
            boolean open = !Boolean.TRUE.equals(activity.get("IsClosed"));
            if (open && transaction.actor().userId().equals(activity.get("OwnerId"))) {
                changes.put("OwnerId", ownerId);
            }
            transaction.force(type, activity.id(), known(type, changes));
        }
    }

    private @Nullable String latestCampaign() {
        if (org.store().schema().type("CampaignMember") == null) {
            return null;
        }
        return live(transaction.rows("CampaignMember", "LeadId", lead.id()).toList()).stream()
                .max(Comparator.comparing(row -> Objects.toString(row.text("CreatedDate"), "")))
                .map(row -> row.text("CampaignId"))
                .orElse(null);
    }

    private String firstStage() {
        SObjectType type = Objects.requireNonNull(org.store().schema().type("Opportunity"));
        SObjectField stage = Objects.requireNonNull(type.field("StageName"));
        return stage.picklistValues().stream()
                .filter(SObjectField.PicklistValue::active)
                .map(SObjectField.PicklistValue::value)
                .findFirst()
                .orElse("Prospecting");
    }

    private Map<String, @Nullable Object> known(String type, Map<String, @Nullable Object> values) {
        SObjectType definition = Objects.requireNonNull(org.store().schema().type(type));
        Map<String, @Nullable Object> known = new LinkedHashMap<>(values);
        known.keySet().removeIf(field -> definition.field(field) == null);
        return known;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(org.clock().instant(), ZoneOffset.UTC);
    }

    static LocalDate endOfQuarter(LocalDate day) {
        return day.withMonth((day.getMonthValue() + 2) / 3 * 3)
                .withDayOfMonth(1)
                .plusMonths(1)
                .minusDays(1);
    }

    private static List<Row> live(List<Row> rows) {
        return rows.stream().filter(row -> !row.isDeleted()).toList();
    }

    private static Row live(OrgTransaction transaction, String type, String id) {
        Row row = transaction.find(type, id);
        if (row == null) {
            throw new OrgFault("INVALID_CROSS_REFERENCE_KEY", 400, "invalid cross reference id", List.of());
        }
        if (row.isDeleted()) {
            throw new OrgFault("ENTITY_IS_DELETED", 404, "entity is deleted", List.of());
        }
        return row;
    }
}
