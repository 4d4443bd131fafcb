package io.lantern.hub.enrich;

import io.lantern.hub.kernel.KnownRecords;
import io.lantern.hub.kernel.KnownRecords.Known;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what the CRM knows of whom a look-up is about. */
@Component
class Dossiers {
    private static final Logger log = LoggerFactory.getLogger(Dossiers.class);

    private final KnownRecords crm;

    Dossiers(KnownRecords crm) {
        this.crm = crm;
    }

    /** @return an empty one when the CRM cannot be read: the others can still be asked */
    Dossier read(TenantId tenant, Lookup lookup) {
        try {
            return of(tenant, lookup);
        } catch (ProblemException e) {
            log.warn("The CRM is left out of a look-up: {}", e.problem().message());
            return new Dossier(lookup, List.of(), null, List.of());
        }
    }

    private Dossier of(TenantId tenant, Lookup lookup) {
        if (lookup.wanted() == Wanted.COMPANY) {
            Known company = company(tenant, clues(lookup));
            return new Dossier(located(lookup, company), List.of(), company, List.of());
        }
        List<Known> people = crm.people(tenant, clues(lookup));
        boolean placed = lookup.clues().has("domain") || !lookup.clues().has("company");
        Known company = placed ? null : company(tenant, lookup.clues().values());
        Lookup located = located(lookup, company);
        String domain = located.clues().get("domain");
        boolean writes = lookup.wanted() == Wanted.EMAIL || lookup.wanted() == Wanted.PERSON;
        return new Dossier(located, people, company, writes && domain != null ? mailboxes(tenant, domain) : List.of());
    }

    private @Nullable Known company(TenantId tenant, Map<String, String> clues) {
        return crm.company(tenant, clues).orElse(null);
    }

    private List<Mailbox> mailboxes(TenantId tenant, String domain) {
        return crm.mailboxesAt(tenant, domain).stream()
                .map(person -> Mailbox.of(
                        person.text("FirstName"),
                        person.text("LastName"),
                        Optional.ofNullable(person.text("Email")).orElse("")))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Map<String, String> clues(Lookup lookup) {
        return lookup.clues()
                .with("record_id", lookup.recordId())
                .with("linkedin", lookup.clues().get("linkedin_id"))
                .values();
    }

    private static Lookup located(Lookup lookup, @Nullable Known company) {
        String domain = company == null
                ? null
                : WebDomain.of(company.record().text("Website")).orElse(null);
        return lookup.clues().has("domain")
                ? lookup
                : lookup.with(lookup.clues().with("domain", domain));
    }
}
