package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What can be looked up for a record, and the columns it fills. */
enum BatchLookup {
    PHONE(Item.PHONE, "phone", "phone", "phone_type", "phone_type", "phone_confidence", "confidence"),
    EMAIL(Item.EMAIL, "email", "email", "email_status", "email_status", "email_confidence", "confidence"),
    COMPANY(
            Item.COMPANY,
            "company",
            "name",
            "company_domain",
            "domain",
            "industry",
            "industry",
            "size_range",
            "size_range",
            "city",
            "hq_city",
            "state",
            "hq_state",
            "country",
            "hq_country",
            "postal_code",
            "hq_postal_code",
            "company_confidence",
            "confidence"),
    PERSON(
            Item.PERSON,
            "email",
            "email",
            "email_status",
            "email_status",
            "phone",
            "phone",
            "title",
            "title",
            "seniority",
            "seniority",
            "linkedin_url",
            "linkedin_url",
            "person_confidence",
            "confidence"),
    RESEARCH(Item.RESEARCH_LOW, "answer", "answer", "answer_confidence", "confidence", "sources", "sources");

    private final Item item;
    private final Map<String, String> columns = new LinkedHashMap<>();

    /** @param columnsAndFields each column of the file, and the field of the answer that fills it */
    BatchLookup(Item item, String... columnsAndFields) {
        this.item = item;
        for (int i = 0; i < columnsAndFields.length; i += 2) {
            columns.put(columnsAndFields[i], columnsAndFields[i + 1]);
        }
    }

    /** @return as in the file of credits, such as {@code phone} */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the operation that does the same for one record */
    String operation() {
        return "enrich." + wireName();
    }

    Item item() {
        return item;
    }

    /** @return each column of the file, in order, and the field of the answer that fills it */
    Map<String, String> columns() {
        return Collections.unmodifiableMap(columns);
    }
}
