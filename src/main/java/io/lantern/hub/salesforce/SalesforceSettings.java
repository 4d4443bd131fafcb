package io.lantern.hub.salesforce;

import jakarta.validation.Valid;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.orgs[]} and {@code lantern.salesforce.*}.
 *
 * @param orgs the connected organisations; may be empty
 * @param salesforce how the edge behaves, for all orgs
 */
@Validated
@ConfigurationProperties("lantern")
record SalesforceSettings(
        @Valid @Nullable List<OrgSettings> orgs,
        @Valid @DefaultValue Edge salesforce) {

    SalesforceSettings {
        orgs = orgs == null ? List.of() : List.copyOf(orgs);
        Set<String> names = new HashSet<>();
        for (OrgSettings org : orgs) {
            if (!names.add(org.name())) {
                throw new IllegalArgumentException(
                        "lantern.orgs: the name '" + org.name() + "' is given twice; give each org its own name");
            }
        }
    }

    List<OrgSettings> connected() {
        return orgs == null ? List.of() : orgs;
    }

    /**
     * @param gatherFor how long a read, update or conversion waits for the next one to share its API call; in a burst
     *     four times as long, and up to sixteen times in all
     * @param requestTimeout of one call
     * @param silence after which a subscription that heard nothing is opened again; Salesforce promises a keep-alive
     *     within 270 s
     * @param ownWrites how long the hub remembers what it wrote, to recognise the event of it
     * @param fields which fields of an object a workflow reads, by object
     */
    record Edge(
            @DefaultValue("25ms") Duration gatherFor,
            @DefaultValue("60s") Duration requestTimeout,
            @DefaultValue("300s") Duration silence,
            @DefaultValue("4d") Duration ownWrites,
            @DefaultValue Map<String, List<String>> fields) {

        private static final Map<String, List<String>> FIELDS = Map.of(
                "Lead",
                        List.of(
                                "FirstName",
                                "LastName",
                                "Company",
                                "Title",
                                "Email",
                                "Phone",
                                "MobilePhone",
                                "Website",
                                "Street",
                                "City",
                                "State",
                                "PostalCode",
                                "Country",
                                "Industry",
                                "LeadSource",
                                "Status",
                                "Rating",
                                "OwnerId",
                                "IsConverted",
                                "ConvertedAccountId",
                                "ConvertedContactId",
                                "ConvertedOpportunityId",
                                "CreatedDate",
                                "SystemModstamp"),
                "Contact",
                        List.of(
                                "FirstName",
                                "LastName",
                                "AccountId",
                                "Title",
                                "Email",
                                "Phone",
                                "MobilePhone",
                                "MailingCity",
                                "MailingState",
                                "MailingPostalCode",
                                "MailingCountry",
                                "LeadSource",
                                "OwnerId",
                                "CreatedDate",
                                "SystemModstamp"),
                "Account",
                        List.of(
                                "Name",
                                "Website",
                                "Phone",
                                "Industry",
                                "BillingCity",
                                "BillingState",
                                "BillingPostalCode",
                                "BillingCountry",
                                "ParentId",
                                "OwnerId",
                                "CreatedDate",
                                "SystemModstamp"),
                "Opportunity",
                        List.of(
                                "Name",
                                "AccountId",
                                "StageName",
                                "CloseDate",
                                "Amount",
                                "OwnerId",
                                "CreatedDate",
                                "SystemModstamp"));

        /** @return the fields a workflow reads of this object; the audit fields at least */
        List<String> fieldsOf(String object) {
            return fields.getOrDefault(
                    object, FIELDS.getOrDefault(object, List.of("OwnerId", "CreatedDate", "SystemModstamp")));
        }
    }
}
