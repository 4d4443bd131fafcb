package io.lantern.sandbox.salesforce.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One definition file. The system fields are not written in it: every object has them.
 *
 * @param owner what may own a record ({@code [User, Group]}); null when the object has no OwnerId
 * @param activity whether the object has LastActivityDate, LastViewedDate and LastReferencedDate
 * @param systemFields whether records have IsDeleted and the audit fields; platform events have not
 */
record ObjectFile(
        @JsonProperty(required = true) String name,
        @Nullable String label,
        @Nullable String labelPlural,
        @JsonProperty(required = true) String keyPrefix,
        @Nullable Boolean createable,
        @Nullable Boolean updateable,
        @Nullable Boolean deletable,
        @Nullable Boolean mergeable,
        @Nullable List<String> owner,
        @Nullable Boolean activity,
        @Nullable Boolean systemFields,
        @JsonProperty(required = true) List<FieldEntry> fields) {

    private static final String USER = "User";

    SObjectType toType() {
        String shown = label == null ? Labels.of(name) : label;
        return new SObjectType(
                name,
                shown,
                labelPlural == null ? shown + "s" : labelPlural,
                keyPrefix,
                or(createable, true),
                or(updateable, true),
                or(deletable, true),
                or(mergeable, false),
                allFields());
    }

    private List<SObjectField> allFields() {
        List<SObjectField> all = new ArrayList<>();
        all.add(system("Id", "id", null, true));
        if (name.endsWith("__e")) {
            all.add(system("ReplayId", "string", null, false));
            all.add(system("EventUuid", "string", null, false));
            all.add(system("CreatedDate", "datetime", null, true));
            all.add(user("CreatedById", "CreatedBy"));
            fields.forEach(f -> all.add(f.toField()));
            return all;
        }
        if (or(systemFields, true)) {
            all.add(system("IsDeleted", "boolean", null, true));
        }
        if (owner != null) {
            all.add(FieldEntry.owner(owner).toField());
        }
        fields.forEach(f -> all.add(f.toField()));
        if (or(systemFields, true)) {
            all.add(system("CreatedDate", "datetime", null, true));
            all.add(user("CreatedById", "CreatedBy"));
            all.add(system("LastModifiedDate", "datetime", null, true));
            all.add(user("LastModifiedById", "LastModifiedBy"));
            all.add(system("SystemModstamp", "datetime", null, true));
        }
        if (or(activity, false)) {
            all.add(system("LastActivityDate", "date", null, false));
            all.add(system("LastViewedDate", "datetime", null, false));
            all.add(system("LastReferencedDate", "datetime", null, false));
        }
        return all;
    }

    private static SObjectField user(String field, String relationship) {
        return FieldEntry.system(field, "reference", relationship, USER, true).toField();
    }

    private static SObjectField system(String field, String type, @Nullable String relationship, boolean always) {
        return FieldEntry.system(field, type, relationship, null, always).toField();
    }

    private static boolean or(@Nullable Boolean value, boolean otherwise) {
        return value == null ? otherwise : value;
    }
}
