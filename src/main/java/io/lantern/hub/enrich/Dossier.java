package io.lantern.hub.enrich;

import io.lantern.hub.kernel.KnownRecords.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look-up with what the CRM knows of it.
 *
 * @param lookup with the company's domain, when only the CRM knew that
 * @param people records of the person, the surest first
 * @param company null when the CRM does not know it
 * @param mailboxes of others at the domain
 */
record Dossier(Lookup lookup, List<Known> people, @Nullable Known company, List<Mailbox> mailboxes) {
    Dossier {
        people = List.copyOf(people);
        mailboxes = List.copyOf(mailboxes);
    }
}
