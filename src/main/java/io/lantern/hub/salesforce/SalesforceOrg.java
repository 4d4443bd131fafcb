package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connected Salesforce organisation, as the other rooms see it.
 *
 * <p>Calls block. {@link #read}, {@link #update} and {@link #convert} are gathered: callers that ask within a
 * few milliseconds of each other share one API call (up to 200 rows, or 100 conversions), and each gets its own
 * row's outcome. Sessions, retries and limits are handled inside (one re-login at a time; locks, 503 and
 * time-outs repeated with back-off and jitter). What is left over ends in a {@code ProblemException} with
 * {@code upstream_error}, {@code upstream_unavailable} or {@code upstream_timeout}.
 */
public interface SalesforceOrg {
    OrgRef ref();

    /** @return whether the hub follows what changes there ({@code lantern.orgs[].listen}) or only does what it is asked */
    default boolean listens() {
        return true;
    }

    /** @return the fields that workflows read of this object, as the settings say */
    List<String> usualFields(String object);

    /** @return the organisation's own 18-character id; logs in when that has not happened yet */
    String orgId();

    /** @return every row of the query, all pages */
    List<CrmRecord> query(Soql soql, Purpose purpose);

    /** @return at most one page (up to 2,000 rows) of the query */
    List<CrmRecord> queryPage(Soql soql, Purpose purpose);

    /**
     * Counts rows by a field.
     *
     * @param field API name; what the query groups by
     * @param soql {@code SELECT <field>, COUNT(Id) n … GROUP BY <field>}; at most 2,000 groups
     * @return value of the field to the number of rows; rows where it is empty are left out
     */
    Map<String, Long> counts(String field, Soql soql, Purpose purpose);

    /**
     * Reads one record; gathered with others of the same object and fields.
     *
     * @param fields API names or parent paths ({@code Owner.Name}); Id is always read
     * @return the record, or null when it is absent or deleted
     */
    @Nullable
    CrmRecord read(String object, SalesforceId id, Collection<String> fields, Purpose purpose);

    /** Updates one record with the given fields; gathered with other updates. Remembers what it wrote for the loop guard. */
    WriteOutcome update(CrmRecord changes, Purpose purpose);

    /**
     * Finds records by the value of a field; gathered with others of the same object and fields.
     *
     * @param field API name of a text field that can be filtered by
     * @param fields API names; Id and the field itself are always read
     * @return those whose field equals the value, whatever the case, the oldest first
     */
    List<CrmRecord> findBy(String object, String field, String value, Collection<String> fields, Purpose purpose);

    /**
     * @param object API name in any case
     * @return its fields as of the last ten minutes
     * @throws io.lantern.hub.kernel.ProblemException {@code upstream_error} when the org has no such object
     */
    ObjectFields describe(String object);

    /**
     * Creates one record; gathered with others. Not repeated when no answer comes: that could make a second one.
     *
     * @param fields without Id
     */
    WriteOutcome create(String object, Map<String, @Nullable Object> fields, Purpose purpose);

    /** Converts one lead by Salesforce's own conversion (SOAP); gathered with others. */
    ConversionOutcome convert(LeadConversion conversion, Purpose purpose);

    /**
     * Merges up to two losers into a winner of the same object (SOAP).
     *
     * @param winner id and the fields it shall have after the merge
     * @param losers one or two records, deleted by the merge
     */
    WriteOutcome merge(CrmRecord winner, List<SalesforceId> losers, Purpose purpose);
}
