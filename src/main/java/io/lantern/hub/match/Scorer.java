package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.Profile;
import java.util.List;

/** Finds and weighs the records that may be the candidate. */
interface Scorer {
    /**
     * @param index of the object that is searched
     * @return records with something in favour, the best first
     */
    List<Scored> score(Profile candidate, CandidateIndex index);

    /** @return least confidence of a match */
    double threshold();
}
