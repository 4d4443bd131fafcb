package io.lantern.hub.enrich;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Source;
import io.lantern.hub.enrich.waterfall.Target;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import io.lantern.hub.provider.vendor.Vendors.Offer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is asked about a record, in which order. */
@Component
class Sources {
    private static final String PATTERN = "builtin.pattern";
    private static final String WEBSITE = "builtin.company";

    private final ProviderService providers;
    private final CreditService credits;
    private final ValueCheck check;
    private final EnrichSettings settings;
    private final LookupSettings lookups;

    Sources(
            ProviderService providers,
            CreditService credits,
            ValueCheck check,
            EnrichSettings settings,
            LookupSettings lookups) {
        this.providers = providers;
        this.credits = credits;
        this.check = check;
        this.settings = settings;
        this.lookups = lookups;
    }

    Target target(Wanted wanted) {
        Double own = lookups.of(wanted).minConfidence();
        return wanted.target(own == null ? settings.minConfidence() : own);
    }

    /** @return what a look-up costs when the value of every source is in the answer */
    Credits most(Wanted wanted) {
        Map<String, Offer> offers = offers(wanted);
        Credits most = credits.price(wanted.item());
        List<String> order = lookups.of(wanted).providers();
        for (String name : order.isEmpty() ? offers.keySet() : order) {
            most = name.startsWith("builtin.") ? most : most.plus(price(wanted, offers.get(name)));
        }
        return most;
    }

    /** @return built-in ones all, vendors as many as the effort allows */
    List<Source> of(Dossier dossier) {
        Lookup lookup = dossier.lookup();
        Map<String, Source> builtIn = builtIn(dossier);
        Map<String, Offer> offers = offers(lookup.wanted());
        List<String> order = lookups.of(lookup.wanted()).providers();
        if (order.isEmpty()) {
            order = new ArrayList<>(builtIn.keySet());
            order.addAll(offers.keySet());
        }
        int vendors = lookups.vendors().most(lookup.effort());
        List<Source> asked = new ArrayList<>();
        for (String name : order) {
            Source own = builtIn.get(name);
            if (own != null) {
                asked.add(own);
            } else if (vendors-- > 0) {
                asked.add(vendor(dossier, name, offers.get(name)));
            }
        }
        return asked;
    }

    /** The cheapest first. */
    private Map<String, Offer> offers(Wanted wanted) {
        Map<String, Offer> offers = new LinkedHashMap<>();
        providers.offers(wanted.word()).stream()
                .sorted(Comparator.comparing(offer -> price(wanted, offer)))
                .forEach(offer -> offers.put(offer.name(), offer));
        return offers;
    }

    /** @param offer null of a provider without a card */
    private Credits price(Wanted wanted, @Nullable Offer offer) {
        BigDecimal own = offer == null ? null : offer.credits();
        return own == null ? credits.price(wanted.item()) : new Credits(own);
    }

    private Map<String, Source> builtIn(Dossier dossier) {
        Map<String, Source> all = new LinkedHashMap<>();
        boolean isPerson = dossier.lookup().wanted() != Wanted.COMPANY;
        add(
                all,
                dossier,
                CrmFacts.SOURCE,
                () -> isPerson ? CrmFacts.ofPerson(dossier.people()) : CrmFacts.ofCompany(dossier.company()));
        if (!isPerson) {
            add(all, dossier, WEBSITE, () -> providers.ask(WEBSITE, question(dossier)));
        } else if (dossier.lookup().wanted() != Wanted.PHONE) {
            add(all, dossier, PATTERN, () -> pattern(dossier));
        }
        return all;
    }

    private static ProviderAnswer pattern(Dossier dossier) {
        Clues clues = dossier.lookup().clues();
        String first = clues.get("first_name");
        String last = clues.get("last_name");
        if (first == null || last == null) {
            return new ProviderAnswer(List.of());
        }
        return new ProviderAnswer(AddressPattern.guess(dossier.mailboxes(), first, last)
                .map(guess ->
                        new Found("email", guess.local() + "@" + clues.get("domain"), guess.confidence(), PATTERN))
                .stream()
                .toList());
    }

    private void add(Map<String, Source> all, Dossier dossier, String name, Supplier<ProviderAnswer> question) {
        Credits price = credits.price(dossier.lookup().wanted().item());
        all.put(name, new Source(name, price, true, null, checked(dossier, question)));
    }

    private Source vendor(Dossier dossier, String name, @Nullable Offer offer) {
        return new Source(
                name,
                price(dossier.lookup().wanted(), offer),
                false,
                offer == null ? null : offer.patience(),
                checked(dossier, () -> providers.ask(name, question(dossier))));
    }

    private Supplier<ProviderAnswer> checked(Dossier dossier, Supplier<ProviderAnswer> question) {
        Lookup lookup = dossier.lookup();
        return () -> check.clean(question.get(), lookup.wanted(), lookup.clues());
    }

    private static ProviderQuestion question(Dossier dossier) {
        return ProviderQuestion.of(dossier.lookup().clues().values());
    }
}
