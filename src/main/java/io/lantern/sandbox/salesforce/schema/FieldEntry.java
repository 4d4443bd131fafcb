package io.lantern.sandbox.salesforce.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lantern.sandbox.salesforce.schema.SObjectField.PicklistValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field as a definition file writes it; what is left out follows from the type.
 *
 * @param required whether create must give it
 * @param readOnly neither create nor update may set it
 * @param values choices of a picklist; a {@code *} at the end marks the default
 * @param restricted whether other values than these are refused
 * @param to target objects of a reference
 * @param relationship parent path of a reference
 * @param children what the parent calls its children
 * @param cascade whether the child goes with the parent
 */
record FieldEntry(
        @JsonProperty(required = true) String name,
        @Nullable String label,
        @JsonProperty(required = true) String type,
        @Nullable Integer length,
        @Nullable Integer precision,
        @Nullable Integer scale,
        @Nullable Boolean required,
        @Nullable Boolean readOnly,
        @Nullable Boolean createOnly,
        @Nullable Boolean externalId,
        @Nullable Boolean unique,
        @Nullable Boolean idLookup,
        @Nullable Boolean caseSensitive,
        @Nullable Boolean restricted,
        @Nullable Boolean nameField,
        @Nullable List<String> values,
        @Nullable List<String> to,
        @Nullable String relationship,
        @Nullable String children,
        @Nullable Boolean cascade,
        @JsonProperty("default") @Nullable Object defaultValue) {

    static FieldEntry owner(List<String> owners) {
        return reference("OwnerId", owners, "Owner", true, false);
    }

    static FieldEntry system(
            String name, String type, @Nullable String relationship, @Nullable String target, boolean always) {
        if (target != null) {
            return reference(name, List.of(target), relationship, always, true);
        }
        Object value = type.equals("boolean") ? Boolean.FALSE : null;
        return plain(name, type, always, value);
    }

    private static FieldEntry reference(
            String name, List<String> targets, @Nullable String relationship, boolean required, boolean readOnly) {
        return new FieldEntry(
                name,
                null,
                "reference",
                null,
                null,
                null,
                required,
                readOnly,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                targets,
                relationship,
                null,
                null,
                null);
    }

    private static FieldEntry plain(String name, String type, boolean required, @Nullable Object value) {
        return new FieldEntry(
                name,
                null,
                type,
                null,
                null,
                null,
                required,
                true,
                null,
                null,
                null,
                type.equals("id"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                value);
    }

    SObjectField toField() {
        boolean fixed = is(readOnly) || type.equals("address");
        boolean check = type.equals("boolean");
        boolean key = is(externalId);
        List<PicklistValue> choices = choices();
        Object initial = defaultValue;
        if (initial == null && check) {
            initial = Boolean.FALSE;
        }
        if (initial == null) {
            initial = choices.stream()
                    .filter(PicklistValue::defaultValue)
                    .map(PicklistValue::value)
                    .findFirst()
                    .orElse(null);
        }
        boolean always = is(required) || check;
        return new SObjectField(
                name,
                label == null ? Labels.of(name) : label,
                type,
                textLength(),
                precision == null ? defaultPrecision() : precision,
                scale == null ? defaultScale() : scale,
                !always,
                !fixed,
                !fixed && !is(createOnly),
                always && (initial != null || fixed || name.equals("OwnerId")),
                key,
                is(unique),
                key || is(idLookup),
                is(caseSensitive),
                is(restricted),
                is(nameField),
                choices,
                to == null ? List.of() : to,
                relationship,
                children,
                is(cascade),
                initial);
    }

    private List<PicklistValue> choices() {
        if (values == null) {
            return List.of();
        }
        List<PicklistValue> choices = new ArrayList<>();
        for (String value : values) {
            boolean initial = value.endsWith("*");
            String bare = initial ? value.substring(0, value.length() - 1) : value;
            choices.add(new PicklistValue(bare, bare, true, initial));
        }
        return choices;
    }

    private int textLength() {
        if (length != null) {
            return length;
        }
        return switch (type) {
            case "id", "reference" -> 18;
            case "email" -> 80;
            case "phone" -> 40;
            case "string", "url", "picklist", "combobox" -> 255;
            case "multipicklist" -> 4099;
            case "textarea" -> 32_000;
            default -> 0;
        };
    }

    private int defaultPrecision() {
        return switch (type) {
            case "currency", "double" -> 18;
            case "percent" -> 3;
            case "int" -> 8;
            default -> 0;
        };
    }

    private int defaultScale() {
        return switch (type) {
            case "currency", "double" -> 2;
            default -> 0;
        };
    }

    private static boolean is(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
