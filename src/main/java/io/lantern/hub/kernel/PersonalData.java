package io.lantern.hub.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a room keeps about people. Every room that keeps any has a bean of this kind; room {@code privacy} asks them. */
public interface PersonalData {
    /** @return what is kept, in a word or two a person understands, such as {@code runs} */
    String kind();

    /**
     * @param email normalised: trimmed and lower case
     * @return Salesforce ids (18 characters) of the records this room knows the person by; empty when it knows none
     */
    default List<String> recordIds(TenantId tenant, String email) {
        return List.of();
    }

    /**
     * @param person whose data is asked for
     * @return what this room keeps of the person, one map per row; empty when nothing
     */
    List<Map<String, @Nullable Object>> export(Person person);

    /**
     * Removes or blanks what this room keeps of the person, in the caller's transaction.
     *
     * @return how many rows that were
     */
    int erase(Person person);

    /**
     * @param tenant who asks; other tenants' rows are never touched
     * @param email normalised: trimmed and lower case
     * @param recordIds Salesforce ids (18 characters) of the person's records, as far as the hub knows them
     */
    record Person(TenantId tenant, String email, List<String> recordIds) {
        public Person {
            recordIds = List.copyOf(recordIds);
        }
    }
}
