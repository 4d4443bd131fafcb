package io.lantern.hub.match;

import java.util.List;

/**
 * What identifies the person and the company of a lead, so that two leads of the same ones can wait for each other.
 *
 * @param person normalised mailbox, and name with company; may be empty
 * @param company registrable domain, and name; may be empty
 */
public record LeadKeys(List<String> person, List<String> company) {
    public LeadKeys {
        person = List.copyOf(person);
        company = List.copyOf(company);
    }
}
