package io.lantern.hub.enrich;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Source;
import io.lantern.hub.enrich.waterfall.Target;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.ProviderService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
        long vendors = lookups.of(wanted).providers().stream()
                .filter(name -> !name.startsWith("builtin."))
                .count();
        return credits.price(wanted.item()).times(1 + Math.toIntExact(vendors));
    }

    /** @return built-in ones all, vendors as many as the effort allows */
    List<Source> of(Dossier dossier) {
        Lookup lookup = dossier.lookup();
        Map<String, Source> builtIn = builtIn(dossier);
        List<String> order = lookups.of(lookup.wanted()).providers();
        int vendors = lookups.vendors().most(lookup.effort());
        List<Source> asked = new ArrayList<>();
        for (String name : order.isEmpty() ? builtIn.keySet() : order) {
            Source own = builtIn.get(name);
            if (own != null) {
                asked.add(own);
            } else if (vendors-- > 0) {
                asked.add(vendor(dossier, name));
            }
        }
        return asked;
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

    private Source vendor(Dossier dossier, String name) {
        Credits price = credits.price(dossier.lookup().wanted().item());
        return new Source(name, price, false, null, checked(dossier, () -> providers.ask(name, question(dossier))));
    }

    private Supplier<ProviderAnswer> checked(Dossier dossier, Supplier<ProviderAnswer> question) {
        Lookup lookup = dossier.lookup();
        return () -> check.clean(question.get(), lookup.wanted(), lookup.clues());
    }

    private static ProviderQuestion question(Dossier dossier) {
        return ProviderQuestion.of(dossier.lookup().clues().values());
    }
}
