package io.lantern.hub.agent.batch;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.SalesforceId;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.salesforce.Purpose;
import io.lantern.hub.salesforce.SalesforceOrg;
import io.lantern.hub.salesforce.SalesforceOrgs;
import io.lantern.hub.salesforce.Soql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads leads, contacts and accounts of a batch, in as few calls as the length of a query allows. */
@Component
class SalesforceRecords {
    /** 200 quoted ids are 4,400 characters; a query over GET may have 16,000. */
    private static final int PER_QUERY = 200;

    private static final Map<String, Source> SOURCES = Map.of(
            "00Q", new Source("Lead", "FirstName, LastName, Company, Website, Email, Country"),
            "003", new Source("Contact", "FirstName, LastName, Account.Name, Account.Website, Email, MailingCountry"),
            "001", new Source("Account", "Name, Website, BillingCountry"));

    private record Source(String object, String fields) {}

    private final SalesforceOrgs orgs;

    SalesforceRecords(SalesforceOrgs orgs) {
        this.orgs = orgs;
    }

    /** @return what the tenant's org has; ids of other objects, and of records that are gone, are left out */
    Map<SalesforceId, Map<String, @Nullable Object>> read(TenantId tenant, Collection<SalesforceId> ids) {
        SalesforceOrg org = orgs.ofTenant(tenant, null);
        Map<SalesforceId, Map<String, @Nullable Object>> found = new HashMap<>();
        Map<String, List<SalesforceId>> byObject = ids.stream()
                .filter(id -> SOURCES.containsKey(id.keyPrefix()))
                .collect(Collectors.groupingBy(SalesforceId::keyPrefix));
        byObject.forEach((prefix, some) -> {
            Source source = SOURCES.getOrDefault(prefix, new Source("", ""));
            List<SalesforceId> rest = new ArrayList<>(some);
            while (!rest.isEmpty()) {
                List<SalesforceId> part = rest.subList(0, Math.min(PER_QUERY, rest.size()));
                Soql soql = Soql.of(
                        "SELECT Id, " + source.fields() + " FROM " + source.object() + " WHERE Id IN ?",
                        List.copyOf(part));
                for (CrmRecord record : org.query(soql, Purpose.READ)) {
                    found.put(record.id(), record.fields());
                }
                part.clear();
            }
        });
        return found;
    }
}
