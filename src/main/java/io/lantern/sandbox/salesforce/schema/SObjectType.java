package io.lantern.sandbox.salesforce.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object definition, read from {@code sandbox/objects/<name>.yaml}.
 *
 * @param name API name; {@code __c} custom object, {@code __e} platform event (never stored)
 * @param keyPrefix three characters
 * @param mergeable Lead, Contact, Account
 * @param fields in order, system fields included
 */
public record SObjectType(
        String name,
        String label,
        String labelPlural,
        String keyPrefix,
        boolean createable,
        boolean updateable,
        boolean deletable,
        boolean mergeable,
        List<SObjectField> fields,
        Map<String, SObjectField> byName) {

    private static final Set<String> NAME_PARTS = Set.of("FirstName", "LastName", "Salutation");
    private static final List<String> ADDRESS_PARTS =
            List.of("Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy");

    @JsonCreator
    public SObjectType(
            String name,
            String label,
            String labelPlural,
            String keyPrefix,
            boolean createable,
            boolean updateable,
            boolean deletable,
            boolean mergeable,
            List<SObjectField> fields) {
        this(
                name,
                label,
                labelPlural,
                keyPrefix,
                createable,
                updateable,
                deletable,
                mergeable,
                List.copyOf(fields),
                fields.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                f -> f.name().toLowerCase(Locale.ROOT), Function.identity())));
    }

    public SObjectType {
        Objects.requireNonNull(name);
    }

    /**
     * @param field in any case
     * @return its definition, or null
     */
    public @Nullable SObjectField field(String field) {
        return byName.get(field.toLowerCase(Locale.ROOT));
    }

    /** @return the name field by describe ({@code Name}, {@code CaseNumber}, {@code Subject}), or null */
    public @Nullable SObjectField nameField() {
        return fields.stream().filter(SObjectField::nameField).findFirst().orElse(null);
    }

    /**
     * @param field a field's defined name
     * @return the compound it is part of ({@code Name}, {@code MailingAddress}), as describe says it; or null
     */
    public @Nullable String compoundFieldName(String field) {
        boolean person = byName.containsKey("lastname") && byName.containsKey("name");
        if (person && NAME_PARTS.contains(field)) {
            return "Name";
        }
        for (String part : ADDRESS_PARTS) {
            String prefix = field.endsWith(part) ? field.substring(0, field.length() - part.length()) : null;
            if (prefix != null && byName.containsKey((prefix + "address").toLowerCase(Locale.ROOT))) {
                return prefix + "Address";
            }
        }
        return null;
    }

    public boolean isCustom() {
        return name.endsWith("__c") || isEvent();
    }

    public boolean isEvent() {
        return name.endsWith("__e");
    }
}
