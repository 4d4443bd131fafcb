package io.lantern.hub.match.mirror;

import io.lantern.hub.match.value.WordWeights;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds the records of one object of one org that are worth comparing with a candidate. Safe for many threads.
 *
 * <p>Given the same records it always answers the same, in whatever order they were put.
 */
public interface CandidateIndex extends WordWeights {
    /** Adds the record, or replaces the one with its id. */
    void put(Profile record);

    /** Forgets the record; nothing happens when it is not there. */
    void remove(String id);

    Optional<Profile> get(String id);

    /** @return the records that share something telling with the candidate, by id; at most a few hundred */
    Collection<Profile> near(Profile candidate);

    /** @return people with a mailbox at the company's domain, by id; a few hundred at most */
    Collection<Profile> mailboxesAt(String domain);

    /** @return every record, by id */
    Collection<Profile> all();

    int size();

    /** @return how many records have this company domain */
    int countOfDomain(String domain);

    /** @return how many records have a person of just this name */
    int countOfPerson(String key);

    /** @return how many records have a person of this family name */
    int countOfFamily(String familyKey);

    /** @return how many records have this telephone number */
    int countOfPhone(String number);
}
