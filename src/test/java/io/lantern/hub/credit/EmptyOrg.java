package io.lantern.hub.credit;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.ConversionOutcome;
import io.lantern.hub.salesforce.LeadConversion;
import io.lantern.hub.salesforce.ObjectFields;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import io.lantern.hub.salesforce.WriteOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An org without a record, which every tenant has. Nothing follows its changes. */
record EmptyOrg(OrgRef ref) implements SalesforceOrg {
    static SalesforceOrgs ofEverybody() {
        return new SalesforceOrgs() {
            @Override
            public List<SalesforceOrg> all() {
                return List.of();
            }

            @Override
            public SalesforceOrg get(OrgRef ref) {
                return new EmptyOrg(ref);
            }

            @Override
            public SalesforceOrg ofTenant(TenantId tenant, @Nullable String orgId) {
                return new EmptyOrg(new OrgRef(tenant, "empty"));
            }
        };
    }

    @Override
    public String orgId() {
        return "00D000000000001EAA";
    }

    @Override
    public List<CrmRecord> query(Soql soql, Purpose purpose) {
        return List.of();
    }

    @Override
    public Map<String, Long> counts(String field, Soql soql, Purpose purpose) {
        return Map.of();
    }

    @Override
    public List<CrmRecord> queryPage(Soql soql, Purpose purpose) {
        return List.of();
    }

    @Override
    public @Nullable CrmRecord read(String object, SalesforceId id, Collection<String> fields, Purpose purpose) {
        return null;
    }

    @Override
    public List<CrmRecord> findBy(
            String object, String field, String value, Collection<String> fields, Purpose purpose) {
        return List.of();
    }

    @Override
    public ObjectFields describe(String object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> usualFields(String object) {
        return List.of();
    }

    @Override
    public WriteOutcome update(CrmRecord changes, Purpose purpose) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("NullAway") // does not see the annotation inside the interface's compiled generic type
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
