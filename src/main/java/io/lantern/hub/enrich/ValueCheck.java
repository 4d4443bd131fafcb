package io.lantern.hub.enrich;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import io.lantern.hub.provider.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings what a source found into one form, so that two sources can agree, and drops what cannot be true: a number
 * that no country has, an address whose domain takes no mail. It stays the source's finding.
 */
@Component
class ValueCheck {
    /** States of an address that only somebody who asked the mailbox itself can know. */
    private static final Set<String> ASKED_THE_MAILBOX = Set.of("valid", "accept_all", "invalid");

    private final ProviderService providers;
    private final EnrichSettings settings;

    ValueCheck(ProviderService providers, EnrichSettings settings) {
        this.providers = providers;
        this.settings = settings;
    }

    ProviderAnswer clean(ProviderAnswer answer, Wanted wanted, Clues clues) {
        double share =
                wanted == Wanted.COMPANY ? AskedCompany.share(answer, clues) : new AskedPerson(clues).share(answer);
        if (share == 0) {
            return ProviderAnswer.miss(answer.found().get(0).source(), "answered about somebody else");
        }
        List<Found> clean = new ArrayList<>();
        for (Found whole : answer.found()) {
            Found found = of(whole, whole.field(), whole.value(), whole.confidence() * share);
            switch (found.field()) {
                case "phone" -> clean.addAll(phone(found, clues));
                case "email" ->
                    clean.addAll(email(found, answer.field("email_status").orElse(null), wanted == Wanted.EMAIL));
                case "hq_country" -> clean.add(country(found));
                // What these say belongs to a value that is read anew.
                case "phone_type", "phone_valid", "email_status", "country" -> {}
                default -> clean.add(found);
            }
        }
        return new ProviderAnswer(clean);
    }

    private List<Found> phone(Found number, Clues clues) {
        Map<String, @Nullable String> known = new HashMap<>();
        known.put("phone", number.text());
        known.put("country", clues.get("country"));
        known.put("domain", clues.get("domain"));
        known.put("email", clues.get("email"));
        known.put("default_region", settings.defaultRegion());
        ProviderAnswer read = providers.ask("builtin.phone", ProviderQuestion.of(known));
        boolean valid = read.field("phone_valid")
                .filter(found -> found.value().equals(true))
                .isPresent();
        if (!valid) {
            return List.of();
        }
        List<Found> values = new ArrayList<>();
        for (String field : List.of("phone", "phone_type", "phone_valid", "country")) {
            read.field(field).ifPresent(found -> values.add(of(number, field, found.value(), found.confidence())));
        }
        return values;
    }

    /**
     * @param claimed what the source itself says of the address; null when nothing
     * @param business whether an address at a mail provider is none
     */
    private List<Found> email(Found address, @Nullable Found claimed, boolean business) {
        ProviderAnswer read = providers.ask("builtin.email", ProviderQuestion.of(Map.of("email", address.text())));
        String status = read.field("email_status").map(Found::text).orElse("unknown");
        String sourceSays = claimed == null ? "" : claimed.text();
        boolean isPrivate = read.field("email_domain_type")
                .filter(type -> type.value().equals("free"))
                .isPresent();
        if (status.equals("invalid") || sourceSays.equals("invalid") || (business && isPrivate)) {
            return List.of();
        }
        boolean knowsBetter = ASKED_THE_MAILBOX.contains(sourceSays) && !status.equals("risky");
        Object text = read.field("email").map(Found::value).orElse(address.value());
        return List.of(
                of(address, "email", text, 1), of(address, "email_status", knowsBetter ? sourceSays : status, 1));
    }

    private static Found country(Found name) {
        return Region.ofCountry(name.text())
                .map(region -> of(name, name.field(), region.code(), 1))
                .orElse(name);
    }

    /** The chain is as strong as its weakest link. */
    private static Found of(Found source, String field, Object value, double confidence) {
        return new Found(field, value, Math.min(source.confidence(), confidence), source.source());
    }
}
