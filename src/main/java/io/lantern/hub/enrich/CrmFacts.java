package io.lantern.hub.enrich;

import io.lantern.hub.kernel.CrmRecord;
import io.lantern.hub.kernel.KnownRecords.Known;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a record of the CRM says, in the contract's names. */
final class CrmFacts {
    static final String SOURCE = "builtin.crm";

    /** What somebody once typed into the CRM is mostly still right. */
    private static final double STILL_RIGHT = 0.9;

    /** Field of a person's record to what it says; where two say the same thing, the first counts. */
    private static final Map<String, String> PERSON = ordered(
            "Email", "email",
            "MobilePhone", "phone",
            "Phone", "phone",
            "Title", "title");

    private static final Map<String, String> COMPANY = ordered(
            "Name", "name",
            "Website", "domain",
            "Industry", "industry",
            "BillingCity", "hq_city",
            "BillingState", "hq_state",
            "BillingCountry", "hq_country",
            "BillingPostalCode", "hq_postal_code");

    private CrmFacts() {}

    /** @param known the person's records, the surest first */
    static ProviderAnswer ofPerson(List<Known> known) {
        Map<String, Found> facts = new LinkedHashMap<>();
        for (Known one : known) {
            read(one, PERSON, facts);
            linkedin(one.record())
                    .ifPresent(slug -> facts.putIfAbsent(
                            "linkedin_url",
                            found("linkedin_url", "https://www.linkedin.com/in/" + slug, one.confidence())));
        }
        return new ProviderAnswer(List.copyOf(facts.values()));
    }

    static ProviderAnswer ofCompany(@Nullable Known known) {
        Map<String, Found> facts = new LinkedHashMap<>();
        if (known != null) {
            read(known, COMPANY, facts);
            Found website = facts.remove("domain");
            if (website != null) {
                WebDomain.of(website.text())
                        .ifPresent(domain -> facts.put("domain", found("domain", domain, known.confidence())));
            }
        }
        return new ProviderAnswer(List.copyOf(facts.values()));
    }

    /** @return addresses the person is known by, normalised */
    static List<String> addresses(List<Known> known) {
        List<String> addresses = new ArrayList<>();
        for (Known one : known) {
            String address = one.record().text("Email");
            if (address != null) {
                addresses.add(People.normalised(address));
            }
        }
        return addresses;
    }

    private static void read(Known known, Map<String, String> names, Map<String, Found> facts) {
        names.forEach((field, name) -> {
            String text = known.record().text(field);
            if (text != null) {
                facts.putIfAbsent(name, found(name, text, known.confidence()));
            }
        });
    }

    private static Found found(String name, String text, double confidence) {
        return new Found(name, text, Math.round(confidence * STILL_RIGHT * 1000) / 1000.0, SOURCE);
    }

    /** No standard field holds it; every org that has one calls it something with this word. */
    private static Optional<String> linkedin(CrmRecord record) {
        return record.fields().keySet().stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).contains("linkedin"))
                .map(record::text)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .map(text -> Clues.builder().linkedin(text).build().get("linkedin_id"));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
