package io.lantern.hub.enrich;

import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.credit.Use;
import io.lantern.hub.enrich.waterfall.Attempt;
import io.lantern.hub.enrich.waterfall.Outcome;
import io.lantern.hub.enrich.waterfall.Pick;
import io.lantern.hub.enrich.waterfall.Source;
import io.lantern.hub.enrich.waterfall.Waterfall;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.privacy.PrivacyService;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The way of every look-up: may we, do we know already, what may it cost, ask, keep and charge. */
@Component
class Lookups {
    private record Flight(TenantId tenant, Wanted wanted, String hash, int maxCredits) {}

    private final PrivacyService privacy;
    private final Dossiers dossiers;
    private final AnswerCache cache;
    private final Sources sources;
    private final CreditService credits;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SingleFlight<Flight, Finding> flights = new SingleFlight<>();
    private final Waterfall waterfall;

    Lookups(
            PrivacyService privacy,
            Dossiers dossiers,
            AnswerCache cache,
            Sources sources,
            CreditService credits,
            Waterfall waterfall,
            TransactionTemplate transaction,
            Clock clock) {
        this.privacy = privacy;
        this.dossiers = dossiers;
        this.cache = cache;
        this.sources = sources;
        this.credits = credits;
        this.waterfall = waterfall;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws ProblemException {@code insufficient_credits} */
    Finding find(Lookup lookup, Caller caller) {
        return find(lookup, ChargedWork.of(caller, lookup.wanted().operation()));
    }

    /**
     * @param work who pays
     * @throws ProblemException {@code insufficient_credits}
     */
    Finding find(Lookup lookup, ChargedWork work) {
        TenantId tenant = work.tenant();
        if (isHidden(tenant, lookup)) {
            return Finding.hidden();
        }
        Optional<Finding> kept = kept(tenant, lookup);
        if (kept.isPresent()) {
            return kept.get();
        }
        int cap = lookup.maxCredits() == null ? 0 : lookup.maxCredits();
        Flight flight = new Flight(tenant, lookup.wanted(), lookup.hash(), cap);
        return flights.run(
                flight,
                // Who has just landed has kept an answer since we looked.
                () -> kept(tenant, lookup).orElseGet(() -> ask(lookup, work)),
                Finding::shared);
    }

    private Optional<Finding> kept(TenantId tenant, Lookup lookup) {
        return cache.find(tenant, lookup)
                .map(values -> isHidden(tenant, lookup.wanted(), values) ? Finding.hidden() : Finding.kept(values));
    }

    private Finding ask(Lookup lookup, ChargedWork work) {
        Dossier dossier = dossiers.read(work.tenant(), lookup);
        if (isHidden(work.tenant(), CrmFacts.addresses(dossier.people()))
                || isHidden(work.tenant(), dossier.lookup())) {
            return Finding.hidden();
        }
        List<Source> asked = sources.of(dossier);
        Credits least =
                asked.stream().map(Source::price).min(Comparator.naturalOrder()).orElse(Credits.NONE);
        Credits most = Waterfall.most(asked);
        Credits cap = lookup.maxCredits() == null ? most : Credits.of(lookup.maxCredits());
        if (cap.isLessThan(least)) {
            return Finding.miss(asked.stream()
                    .map(source -> Attempt.notMade(source.name(), "max_credits does not cover it"))
                    .toList());
        }
        Quote quote = new Quote(work, cap.isLessThan(most) ? cap : most, least);
        try (Charge charge = credits.reserve(quote)) {
            Outcome outcome = waterfall.run(sources.target(lookup.wanted()), asked, charge.reserved());
            return keep(dossier, lookup, charge, outcome, work.tenant());
        }
    }

    private Finding keep(Dossier dossier, Lookup lookup, Charge charge, Outcome outcome, TenantId tenant) {
        Map<String, FoundValue> values = values(outcome, dossier);
        if (lookup.wanted().fields().stream().noneMatch(values::containsKey)) {
            return Finding.miss(outcome.attempts());
        }
        if (isHidden(tenant, lookup) || isHidden(tenant, lookup.wanted(), values)) {
            return Finding.hidden();
        }
        List<Use> uses = outcome.attempts().stream()
                .filter(attempt -> !attempt.credits().isNone())
                .map(attempt -> new Use(lookup.wanted().item(), attempt.credits(), attempt.provider()))
                .toList();
        try {
            transaction.executeWithoutResult(status -> {
                cache.put(tenant, lookup, values);
                charge.settle(uses);
            });
        } catch (DuplicateKeyException another) {
            // Another node was asked the same at the same time, and has charged for it.
            return kept(tenant, lookup).orElseGet(() -> Finding.miss(outcome.attempts()));
        }
        return new Finding(values, outcome.attempts(), charge.used(), false, false);
    }

    /** The domain that only the CRM knew is part of the answer, too. */
    private Map<String, FoundValue> values(Outcome outcome, Dossier dossier) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, FoundValue> values = new HashMap<>();
        outcome.picks().forEach((field, pick) -> values.put(field, value(pick, now)));
        String domain = dossier.lookup().clues().get("domain");
        if (domain != null) {
            values.putIfAbsent("domain", new FoundValue(domain, 1, CrmFacts.SOURCE, now));
        }
        return values;
    }

    private static FoundValue value(Pick pick, Instant now) {
        return new FoundValue(
                pick.found().value(), pick.confidence(), pick.found().source(), now);
    }

    private boolean isHidden(TenantId tenant, Lookup lookup) {
        return isHidden(
                tenant,
                lookup.wanted(),
                lookup.clues().get("email"),
                lookup.clues().get("domain"));
    }

    private boolean isHidden(TenantId tenant, Wanted wanted, Map<String, FoundValue> values) {
        FoundValue email = values.get("email");
        FoundValue domain = values.get("domain");
        return isHidden(tenant, wanted, email == null ? null : email.text(), domain == null ? null : domain.text());
    }

    /** Companies are no people. */
    private boolean isHidden(TenantId tenant, Wanted wanted, @Nullable String email, @Nullable String domain) {
        return wanted != Wanted.COMPANY
                && ((email != null && privacy.isSuppressed(tenant, email))
                        || (domain != null
                                && (email == null || !email.endsWith("@" + domain))
                                && privacy.isSuppressed(tenant, "@" + domain)));
    }

    private boolean isHidden(TenantId tenant, Collection<String> addresses) {
        return addresses.stream().anyMatch(address -> privacy.isSuppressed(tenant, address));
    }
}
