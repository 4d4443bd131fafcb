package io.lantern.sandbox.salesforce.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    /** @param field in any case @return its definition, or null */
    public @Nullable SObjectField field(String field) {
        return byName.get(field.toLowerCase(Locale.ROOT));
    }

    public boolean isCustom() {
        return name.endsWith("__c") || isEvent();
    }

    public boolean isEvent() {
        return name.endsWith("__e");
    }
}
