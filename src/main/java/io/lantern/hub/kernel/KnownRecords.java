package io.lantern.hub.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of people and companies without asking anybody: the copy of the CRM. */
public interface KnownRecords {
    /**
     * One record that is whom or what was asked for, as far as anyone can tell.
     *
     * @param record a lead, contact or account with its copied fields; of a contact also {@code Account.Name} and
     *     {@code Account.Website}
     * @param confidence 0 to 1
     */
    record Known(CrmRecord record, double confidence) {}

    /**
     * @param clues by the contract's names: {@code record_id, first_name, last_name, company, domain, email, linkedin}
     * @return the person's records, the surest first; empty when nobody is known for sure
     * @throws ProblemException {@code upstream_unavailable} when nothing was copied yet and the org does not answer
     */
    List<Known> people(TenantId tenant, Map<String, String> clues);

    /**
     * @param clues by the contract's names: {@code record_id, company, domain, country}
     * @return the company's account; empty when none is known for sure
     * @throws ProblemException as {@link #people}
     */
    Optional<Known> company(TenantId tenant, Map<String, String> clues);

    /**
     * @param domain registrable
     * @return leads and contacts with a mailbox at the domain, a few hundred at most
     * @throws ProblemException as {@link #people}
     */
    List<CrmRecord> mailboxesAt(TenantId tenant, String domain);
}
