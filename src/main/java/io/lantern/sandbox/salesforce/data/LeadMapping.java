package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The standard lead conversion field mapping. */
final class LeadMapping {
    private static final String[] ADDRESS = {
        "Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy"
    };
    private static final String[] ACCOUNT = {"Phone", "Fax", "Website", "Industry", "AnnualRevenue", "NumberOfEmployees"
    };
    private static final String[] CONTACT = {
        "Salutation",
        "FirstName",
        "LastName",
        "Title",
        "Email",
        "Phone",
        "MobilePhone",
        "Fax",
        "LeadSource",
        "Description",
        "HasOptedOutOfEmail",
        "DoNotCall"
    };

    private LeadMapping() {}

    static Map<String, @Nullable Object> account(Row lead) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("Name", lead.get("Company"));
        copy(lead, values, ACCOUNT);
        values.put("AccountSource", lead.get("LeadSource"));
        address(lead, values, "Billing");
        return values;
    }

    static Map<String, @Nullable Object> contact(Row lead) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        copy(lead, values, CONTACT);
        address(lead, values, "Mailing");
        return values;
    }

    private static void copy(Row lead, Map<String, @Nullable Object> values, String... fields) {
        for (String field : fields) {
            values.put(field, lead.get(field));
        }
    }

    private static void address(Row lead, Map<String, @Nullable Object> values, String prefix) {
        for (String part : ADDRESS) {
            values.put(prefix + part, lead.get(part));
        }
    }
}
