package io.lantern.hub.match.mirror;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects that can be matched: which fields are copied, and what each says. */
public enum CrmObject {
    ACCOUNT(
            "Account",
            null,
            List.of("OwnerId", "ParentId", "Type", "Industry"),
            Map.ofEntries(
                    entry("Name", Part.COMPANY),
                    entry("Website", Part.WEBSITE),
                    entry("Phone", Part.PHONE),
                    entry("BillingStreet", Part.STREET),
                    entry("BillingCity", Part.CITY),
                    entry("BillingState", Part.STATE),
                    entry("BillingPostalCode", Part.POSTAL_CODE),
                    entry("BillingCountry", Part.COUNTRY))),
    CONTACT(
            "Contact",
            null,
            List.of("OwnerId", "AccountId", "Title"),
            Map.ofEntries(
                    entry("FirstName", Part.FIRST_NAME),
                    entry("LastName", Part.LAST_NAME),
                    entry("Email", Part.EMAIL),
                    entry("Phone", Part.PHONE),
                    entry("MobilePhone", Part.PHONE),
                    entry("Account.Name", Part.COMPANY),
                    entry("Account.Website", Part.WEBSITE),
                    entry("MailingStreet", Part.STREET),
                    entry("MailingCity", Part.CITY),
                    entry("MailingState", Part.STATE),
                    entry("MailingPostalCode", Part.POSTAL_CODE),
                    entry("MailingCountry", Part.COUNTRY))),
    LEAD(
            "Lead",
            "IsConverted = false",
            List.of("OwnerId", "Status", "IsConverted", "Title"),
            Map.ofEntries(
                    entry("FirstName", Part.FIRST_NAME),
                    entry("LastName", Part.LAST_NAME),
                    entry("Email", Part.EMAIL),
                    entry("Phone", Part.PHONE),
                    entry("MobilePhone", Part.PHONE),
                    entry("Company", Part.COMPANY),
                    entry("Website", Part.WEBSITE),
                    entry("Street", Part.STREET),
                    entry("City", Part.CITY),
                    entry("State", Part.STATE),
                    entry("PostalCode", Part.POSTAL_CODE),
                    entry("Country", Part.COUNTRY)));

    private final String apiName;
    private final @Nullable String condition;
    private final List<String> plainFields;
    private final Map<String, Part> parts;

    CrmObject(String apiName, @Nullable String condition, List<String> plainFields, Map<String, Part> parts) {
        this.apiName = apiName;
        this.condition = condition;
        this.plainFields = plainFields;
        this.parts = parts;
    }

    /** @param name in any case. @return the object, or empty when it is not one that can be matched */
    public static Optional<CrmObject> named(String name) {
        for (CrmObject object : values()) {
            if (object.apiName.equalsIgnoreCase(name)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** @return as Salesforce writes it */
    public String apiName() {
        return apiName;
    }

    /** @return {@code Account}, in lower case for sentences */
    public String word() {
        return apiName.toLowerCase(Locale.ROOT);
    }

    /** @return whether its records are people */
    public boolean isPerson() {
        return this != ACCOUNT;
    }

    /** @return SOQL condition of the records worth copying; null when all are */
    @Nullable
    String condition() {
        return condition;
    }

    /** @return copied fields that say nothing about who it is */
    List<String> plainFields() {
        return plainFields;
    }

    /** @return copied fields to what they say */
    public Map<String, Part> parts() {
        return parts;
    }
}
