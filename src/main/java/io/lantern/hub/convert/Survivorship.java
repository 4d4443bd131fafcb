package io.lantern.hub.convert;

import io.lantern.hub.convert.ConvertRequest.Winner;
import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.FieldChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose value of a field survives when a lead goes into an existing contact. Salesforce fills the contact's blanks by
 * itself; the lead wins a field only where the policy says so, and a blank never wins.
 */
final class Survivorship {
    private Survivorship() {}

    /**
     * @param contact as it was before the conversion
     * @return the contact's fields to write, with what they were
     */
    static Map<String, FieldChange> changes(Map<String, Winner> policy, CrmRecord lead, CrmRecord contact) {
        Map<String, FieldChange> changes = new LinkedHashMap<>();
        policy.forEach((field, winner) -> {
            String ours = lead.text(field);
            String theirs = contact.text(field);
            if (ours != null && theirs != null && !Objects.equals(ours, theirs) && wins(winner, lead, contact)) {
                changes.put(
                        field,
                        new FieldChange(
                                theirs,
                                ours,
                                "merge policy " + winner.name().toLowerCase(java.util.Locale.ROOT),
                                null));
            }
        });
        return changes;
    }

    private static boolean wins(Winner winner, CrmRecord lead, CrmRecord contact) {
        return switch (winner) {
            case LEAD -> true;
            case NEWEST -> isNewer(lead.text("LastModifiedDate"), contact.text("LastModifiedDate"));
            case FILL_BLANKS, CONTACT -> false;
        };
    }

    /** Salesforce writes times so that their order is that of the text. */
    private static boolean isNewer(@Nullable String ours, @Nullable String theirs) {
        return ours != null && (theirs == null || ours.compareTo(theirs) > 0);
    }
}
