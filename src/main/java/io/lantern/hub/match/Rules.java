package io.lantern.hub.match;

import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.match.mirror.CrmObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a request's rules to a scorer. */
final class Rules {
    private static final int MOST = 20;

    private Rules() {}

    /** @return the tuned default of the object */
    static Scorer defaults(CrmObject object, double threshold) {
        return object.isPerson() ? new PersonScorer(threshold) : new AccountScorer(threshold);
    }

    /**
     * @param copied fields of the object that rules can name
     * @param path of the rules in the request, for example {@code rules.by}
     * @param by rules as written; at least one
     * @param threshold null takes every record for which a rule holds
     * @throws ProblemException {@code bad_request} that points at each bad rule
     */
    static Scorer of(CrmObject object, Set<String> copied, String path, List<String> by, @Nullable Double threshold) {
        List<Problem.Detail> faults = new ArrayList<>();
        Scorer scorer = parse(object, copied, path, by, threshold, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "A match rule cannot be read. " + faults.get(0).message(),
                    faults));
        }
        return scorer;
    }

    /** As {@link #of}, leaving the faults to the caller; the scorer is of use only when there are none. */
    static Scorer parse(
            CrmObject object,
            Set<String> copied,
            String path,
            List<String> by,
            @Nullable Double threshold,
            List<Problem.Detail> faults) {
        RuleResolver resolver = new RuleResolver(object, copied);
        List<ResolvedRule> rules = new ArrayList<>();
        if (by.isEmpty() || by.size() > MOST) {
            faults.add(new Problem.Detail(path, "needs 1 to %d rules such as `domain:eq`".formatted(MOST)));
        }
        for (int i = 0; i < by.size(); i++) {
            String place = "%s[%d]".formatted(path, i);
            ParsedRule.parse(place, by.get(i), faults)
                    .flatMap(rule -> resolver.resolve(place, rule, faults))
                    .ifPresent(rules::add);
        }
        return new RuleScorer(object, rules, threshold == null ? 0 : threshold);
    }
}
