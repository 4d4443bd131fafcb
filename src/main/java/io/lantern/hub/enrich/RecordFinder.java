package io.lantern.hub.enrich;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.provider.Effort;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door for rooms that look up many records: the same look-ups as over REST, paid for by whom the room says. */
@Service
public class RecordFinder {
    private final Lookups lookups;
    private final Sources sources;

    RecordFinder(Lookups lookups, Sources sources) {
        this.lookups = lookups;
        this.sources = sources;
    }

    /**
     * What was found.
     *
     * @param values by the contract's names; with them the confidence of the service's own value, 0 to 1, as {@code
     *     confidence}; empty when nobody knows, or when nobody may ask
     * @param credits charged for it now; none when it was paid for before
     * @param cached whether it was known already
     * @param provider whose value it is; null when nothing was found
     */
    public record Found(
            Map<String, String> values,
            Credits credits,
            boolean cached,
            @Nullable String provider) {
        public Found {
            values = Map.copyOf(values);
        }
    }

    /**
     * @param service {@code phone, email, company} or {@code person}
     * @param known by the contract's names: {@code first_name, last_name, company, domain, email, linkedin, country}
     * @return what is missing to look anybody up, in words; empty when it is enough
     */
    public Optional<String> missing(String service, Map<String, String> known) {
        Clues clues = clues(known);
        boolean company = clues.has("company") || clues.has("domain");
        boolean named = clues.has("first_name", "last_name");
        return switch (wanted(service)) {
            case PHONE ->
                (named && company) || clues.has("linkedin_id") || clues.has("email")
                        ? Optional.empty()
                        : Optional.of("Needs first_name, last_name and a company; or linkedin; or email.");
            case EMAIL ->
                named && company ? Optional.empty() : Optional.of("Needs first_name, last_name and a company.");
            case COMPANY -> company ? Optional.empty() : Optional.of("Needs a company or a domain.");
            case PERSON ->
                named && clues.has("domain")
                        ? Optional.empty()
                        : Optional.of("Needs first_name, last_name and the company's domain.");
        };
    }

    /** @return what a look-up by this service costs when every source finds something */
    public Credits most(String service) {
        return sources.most(wanted(service));
    }

    /**
     * @param service {@code phone, email, company} or {@code person}
     * @param recordId the caller's own; a Salesforce id is looked up in the CRM
     * @param known as in {@link #missing}
     * @param atMost it costs no more; decimals are left out
     * @param work who pays, once: a repeat finds what was kept
     * @throws io.lantern.hub.kernel.ProblemException {@code insufficient_credits}
     */
    public Found find(String service, String recordId, Map<String, String> known, Credits atMost, ChargedWork work) {
        Wanted wanted = wanted(service);
        int cap = atMost.value().setScale(0, RoundingMode.DOWN).intValue();
        Finding finding = lookups.find(new Lookup(wanted, recordId, clues(known), Effort.HIGH, cap), work);
        Map<String, String> values = new LinkedHashMap<>();
        finding.values().forEach((field, found) -> values.put(field, found.text()));
        Double confidence = finding.confidence(wanted.fields());
        if (confidence != null) {
            values.put("confidence", confidence.toString());
        }
        String provider = wanted.fields().stream()
                .flatMap(field -> Optional.ofNullable(finding.value(field)).stream())
                .map(FoundValue::provider)
                .findFirst()
                .orElse(null);
        return new Found(values, finding.credits(), finding.cached(), provider);
    }

    private static Wanted wanted(String service) {
        return Wanted.valueOf(service.toUpperCase(Locale.ROOT));
    }

    private static Clues clues(Map<String, String> known) {
        return Clues.builder()
                .put("first_name", known.get("first_name"))
                .put("last_name", known.get("last_name"))
                .email(known.get("email"))
                .linkedin(known.get("linkedin"))
                .domain(known.get("domain"))
                .company(known.get("company"))
                .country(known.get("country"))
                .build();
    }
}
