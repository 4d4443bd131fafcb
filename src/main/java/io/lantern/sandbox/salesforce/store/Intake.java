package io.lantern.sandbox.salesforce.store;

import io.lantern.sandbox.salesforce.schema.SObjectField;
import io.lantern.sandbox.salesforce.schema.SObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a client wants to write and refuses what the org would refuse. */
final class Intake {
    private static final String ATTRIBUTES = "attributes";

    private final Records records;
    private final References references;
    private final boolean trusted;

    /** @param trusted whether read-only fields may be set: by the seed */
    Intake(Records records, boolean trusted) {
        this.records = records;
        this.references = new References(records);
        this.trusted = trusted;
    }

    /** @return the values by defined field name, as they are stored */
    Map<String, @Nullable Object> accept(
            SObjectType type, Map<String, ? extends @Nullable Object> values, boolean creating) {
        Map<String, @Nullable Object> accepted = named(type, values, creating);
        List<String> fixed = accepted.keySet().stream()
                .filter(name -> !trusted && !isOpen(field(type, name), creating))
                .toList();
        if (!fixed.isEmpty()) {
            throw Refusals.readOnly(fixed);
        }
        accepted.replaceAll((name, value) -> FieldValues.accept(field(type, name), value));
        return accepted;
    }

    private static boolean isOpen(SObjectField field, boolean creating) {
        return creating ? field.createable() : field.updateable();
    }

    private static SObjectField field(SObjectType type, String name) {
        return Objects.requireNonNull(type.field(name));
    }

    /** @param given the fields of this request, all of which are in {@code all} */
    void check(
            SObjectType type,
            @Nullable Row before,
            Map<String, @Nullable Object> given,
            Map<String, @Nullable Object> all) {
        checkRequired(type, before == null, given, all);
        for (Map.Entry<String, @Nullable Object> entry : given.entrySet()) {
            SObjectField field = type.field(entry.getKey());
            Object value = entry.getValue();
            boolean same = before != null && value != null && value.equals(before.get(entry.getKey()));
            if (field == null || value == null || same) {
                continue;
            }
            if (field.isReference() && !(trusted && !field.createable())) {
                references.check(type, field, value.toString());
            }
            if (field.unique()) {
                checkUnique(type, field, before, value);
            }
        }
        if (type.name().equals("CampaignMember") && before == null) {
            checkMember(all);
        }
    }

    /** @return what was sent, by defined field name */
    private Map<String, @Nullable Object> named(
            SObjectType type, Map<String, ? extends @Nullable Object> values, boolean creating) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
            String name = entry.getKey();
            if (name.equals(ATTRIBUTES)) {
                continue;
            }
            SObjectField field = type.field(name);
            SObjectField parent = field == null ? relationship(type, name) : null;
            if (parent != null) {
                named.put(parent.name(), references.resolve(type, parent, entry.getValue()));
            } else if (field == null) {
                throw Refusals.noSuchField(type, name);
            } else if (!field.type().equals("id")) {
                named.put(field.name(), entry.getValue());
            } else if (creating) {
                throw Refusals.idInCreate();
            } else {
                throw new OrgFault(
                        "INVALID_FIELD",
                        400,
                        "The Id field should not be specified in the sobject data.",
                        List.of("Id"));
            }
        }
        return named;
    }

    private static @Nullable SObjectField relationship(SObjectType type, String name) {
        return type.fields().stream()
                .filter(f -> name.equalsIgnoreCase(f.relationshipName()))
                .findFirst()
                .orElse(null);
    }

    private static void checkRequired(
            SObjectType type,
            boolean creating,
            Map<String, @Nullable Object> given,
            Map<String, @Nullable Object> all) {
        List<String> missing = new ArrayList<>();
        for (SObjectField field : type.fields()) {
            boolean blank = all.get(field.name()) == null;
            boolean asked = creating ? field.requiredOnCreate() : !field.nillable() && given.containsKey(field.name());
            if (blank && asked) {
                missing.add(field.name());
            }
        }
        if (!missing.isEmpty()) {
            throw Refusals.requiredMissing(missing);
        }
    }

    private void checkUnique(SObjectType type, SObjectField field, @Nullable Row before, Object value) {
        Row other = records.rows(type.name(), field.name(), value)
                .filter(r -> !r.isDeleted() && (before == null || !r.id().equals(before.id())))
                .findFirst()
                .orElse(null);
        if (other != null) {
            throw field.name().equals("Username")
                    ? Refusals.duplicateUsername()
                    : Refusals.duplicateValue(field, other.id());
        }
    }

    private void checkMember(Map<String, @Nullable Object> all) {
        Object campaign = all.get("CampaignId");
        for (String person : List.of("LeadId", "ContactId")) {
            Object id = all.get(person);
            if (id == null || campaign == null) {
                continue;
            }
            if (records.rows("CampaignMember", person, id)
                    .anyMatch(m -> !m.isDeleted() && campaign.equals(m.get("CampaignId")))) {
                throw Refusals.alreadyMember();
            }
        }
        if (all.get("LeadId") == null && all.get("ContactId") == null) {
            throw Refusals.requiredMissing(List.of("LeadId", "ContactId"));
        }
    }
}
