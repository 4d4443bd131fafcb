package io.lantern.hub.enrich;

import io.lantern.hub.credit.Item;
import io.lantern.hub.enrich.waterfall.Target;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The services that look a record up. */
enum Wanted {
    PHONE(Item.PHONE, Set.of("phone"), Map.of("phone_type", "phone", "phone_valid", "phone", "country", "phone")),
    EMAIL(Item.EMAIL, Set.of("email"), Map.of("email_status", "email")),
    COMPANY(Item.COMPANY, Set.of("name", "industry", "size_range", "hq_country"), Map.of()),
    PERSON(
            Item.PERSON,
            Set.of("email", "phone", "title"),
            Map.of("email_status", "email", "phone_type", "phone", "phone_valid", "phone", "seniority", "title"));

    private final Item item;
    private final Set<String> fields;
    private final Map<String, String> details;

    Wanted(Item item, Set<String> fields, Map<String, String> details) {
        this.item = item;
        this.fields = fields;
        this.details = details;
    }

    /** @return as in settings, in operation ids and in the names of vendors' routes */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String operation() {
        return "enrich." + word();
    }

    /** @return what a hit of a source costs that states no price of its own */
    Item item() {
        return item;
    }

    /** @return a finding without any of these is a miss */
    Set<String> fields() {
        return fields;
    }

    Target target(double enough) {
        return new Target(fields, details, enough);
    }
}
