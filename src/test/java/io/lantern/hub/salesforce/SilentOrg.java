package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An org that answers nothing; a test overrides what its room asks, and learns of what else it asks. */
public class SilentOrg implements SalesforceOrg {
    @Override
    public OrgRef ref() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String orgId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Long> counts(String field, Soql soql, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable CrmRecord read(String object, SalesforceId id, Collection<String> fields, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<CrmRecord> findBy(
            String object, String field, String value, Collection<String> fields, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ObjectFields describe(String object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> usualFields(String object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteOutcome update(CrmRecord changes, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    // Compilers before JDK 22 do not find the annotation of the type argument in a class file.
    @SuppressWarnings("NullAway")
    @Override
    public WriteOutcome create(String object, Map<String, @Nullable Object> fields, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConversionOutcome convert(LeadConversion conversion, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteOutcome merge(CrmRecord winner, List<SalesforceId> losers, Purpose purpose) {
        throw new UnsupportedOperationException();
    }
}
