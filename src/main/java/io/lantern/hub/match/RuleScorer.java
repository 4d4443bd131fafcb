package io.lantern.hub.match;

import io.lantern.hub.match.RuleComparison.Compared;
import io.lantern.hub.match.mirror.CandidateIndex;
import io.lantern.hub.match.mirror.CrmObject;
import io.lantern.hub.match.mirror.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules of the caller's own: a record is worth a look when one rule holds. More rules that hold add to the
 * confidence; one that could hold and does not takes from it; one that cannot be asked, because a value is missing,
 * does neither.
 */
record RuleScorer(CrmObject object, List<ResolvedRule> rules, double threshold) implements Scorer {
    RuleScorer {
        rules = List.copyOf(rules);
    }

    @Override
    public List<Scored> score(Profile candidate, CandidateIndex index) {
        RuleComparison comparison = new RuleComparison(object, index);
        boolean indexed = rules.stream().allMatch(ResolvedRule::isIndexed);
        Collection<Profile> records = indexed ? index.near(candidate) : index.all();
        List<Scored> scored = new ArrayList<>();
        for (Profile record : records) {
            List<Evidence> evidence = new ArrayList<>();
            for (ResolvedRule rule : rules) {
                Evidence one = ask(rule, candidate, record, comparison);
                if (one != null) {
                    evidence.add(one);
                }
            }
            if (evidence.stream().anyMatch(Evidence::speaksFor)) {
                scored.add(new Scored(record, confidence(evidence), evidence));
            }
        }
        scored.sort(Scored.BEST_FIRST);
        return scored;
    }

    /** @return null when a value is missing */
    private static @Nullable Evidence ask(
            ResolvedRule rule, Profile candidate, Profile record, RuleComparison comparison) {
        double score = 1;
        List<String> asked = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (ResolvedRule.Target target : rule.targets()) {
            Compared compared = comparison.compare(target, rule.operator(), candidate, record);
            if (compared == null) {
                return null;
            }
            score = Math.min(score, compared.score());
            asked.add(compared.candidateValue());
            found.add(compared.recordValue());
        }
        boolean holds = score >= rule.least();
        double strength = holds ? rule.weight() * (0.6 + 0.4 * score) : -rule.weight();
        return new Evidence(
                rule.text(),
                String.join(" ", asked),
                String.join(" ", found),
                score,
                strength,
                "%s %s".formatted(rule.text(), holds ? "holds" : "does not hold"));
    }

    /** What holds adds up as independent witnesses do; what does not hold takes up to half of the odds. */
    private static double confidence(List<Evidence> evidence) {
        double doubt = 1;
        double against = 1;
        for (Evidence each : evidence) {
            if (each.speaksFor()) {
                doubt *= 1 - each.bits();
            } else {
                against *= 1 + each.bits() / 2;
            }
        }
        double odds = (1 - doubt) / Math.max(doubt, 1e-6) * against;
        return odds / (1 + odds);
    }
}
