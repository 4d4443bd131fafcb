package io.lantern.hub.match;

import io.lantern.hub.match.mirror.CrmObject;
import java.util.List;

/** From scored records to the answer for one candidate. */
final class Selection {
    /** Two records this close are equally good. */
    static final double AMBIGUOUS_WITHIN = 0.05;

    private Selection() {}

    /**
     * @param scored the best first
     * @param limit most matches in the answer
     * @param withRecord whether a match carries the record
     */
    static MatchResult of(
            String candidateId,
            CrmObject object,
            List<Scored> scored,
            double threshold,
            int limit,
            boolean withRecord) {
        List<Scored> good =
                scored.stream().filter(each -> each.confidence() >= threshold).toList();
        List<Match> matches = good.stream()
                .limit(limit)
                .map(each -> match(object, each, withRecord))
                .toList();
        if (good.isEmpty()) {
            return new MatchResult(candidateId, MatchStatus.NONE, null, List.of());
        }
        // Compared with some room for binary fractions: 0.90 and 0.95 are within 0.05.
        boolean close =
                good.size() > 1 && good.get(0).confidence() - good.get(1).confidence() <= AMBIGUOUS_WITHIN + 1e-9;
        return close
                ? new MatchResult(candidateId, MatchStatus.AMBIGUOUS, null, matches)
                : new MatchResult(
                        candidateId, MatchStatus.MATCHED, matches.get(0).id(), matches);
    }

    private static Match match(CrmObject object, Scored scored, boolean withRecord) {
        return new Match(
                scored.record().id(),
                object.apiName(),
                scored.confidence(),
                scored.matchedRules(),
                scored.explanation(),
                withRecord ? scored.record().fields() : null);
    }
}
