package io.lantern.hub.match;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.match.mirror.CrmObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been checked.
 *
 * @param item what one candidate costs
 * @param maxCredits cap of what the call may cost; null is none
 * @param orgId null is the tenant's first org
 */
record MatchOrder(
        CrmObject object,
        List<MatchRequest.Candidate> candidates,
        Scorer scorer,
        Item item,
        @Nullable Credits maxCredits,
        @Nullable String orgId,
        int limit,
        boolean includeRecord) {
    private static final int MOST_CANDIDATES = 100;
    private static final int MOST_MATCHES = 20;
    private static final int DEFAULT_MATCHES = 5;

    /**
     * @param copied fields of an object that rules can name
     * @throws ProblemException {@code bad_request} with every fault at once
     */
    static MatchOrder parse(MatchRequest request, Function<CrmObject, Set<String>> copied, double threshold) {
        List<Problem.Detail> faults = new ArrayList<>();
        String name = request.object() == null ? "" : request.object().strip();
        CrmObject object = CrmObject.named(name).orElse(CrmObject.ACCOUNT);
        if (CrmObject.named(name).isEmpty()) {
            faults.add(new Problem.Detail("object", "must be account, contact or lead, not `%s`".formatted(name)));
        }
        List<MatchRequest.Candidate> candidates =
                Optional.ofNullable(request.candidates()).orElse(List.of());
        if (candidates.isEmpty() || candidates.size() > MOST_CANDIDATES) {
            faults.add(new Problem.Detail(
                    "candidates", "needs 1 to %d, not %d".formatted(MOST_CANDIDATES, candidates.size())));
        }
        int limit = Optional.ofNullable(request.limit()).orElse(DEFAULT_MATCHES);
        if (limit < 1 || limit > MOST_MATCHES) {
            faults.add(new Problem.Detail("limit", "must be from 1 to " + MOST_MATCHES));
        }
        if (request.maxCredits() != null && request.maxCredits() < 1) {
            faults.add(new Problem.Detail("max_credits", "must be 1 or more"));
        }
        Scorer scorer = scorer(request.rules(), object, copied, threshold, faults);
        if (!faults.isEmpty()) {
            throw new ProblemException(new Problem(ProblemCode.BAD_REQUEST, summary(faults), faults));
        }
        return new MatchOrder(
                object,
                candidates,
                scorer,
                Item.MATCH_SIMPLE,
                request.maxCredits() == null ? null : Credits.of(request.maxCredits()),
                request.context() == null ? null : request.context().orgId(),
                limit,
                Boolean.TRUE.equals(request.includeRecord()));
    }

    /**
     * @param each what one candidate costs
     * @return the candidates that {@code max_credits} covers, in the order asked
     * @throws ProblemException {@code bad_request} when it does not cover one
     */
    List<MatchRequest.Candidate> covered(Credits each) {
        if (maxCredits == null || !maxCredits.isLessThan(each.times(candidates.size()))) {
            return candidates;
        }
        int covered = maxCredits.value().divideToIntegralValue(each.value()).intValue();
        if (covered == 0) {
            String why = "%s does not cover one candidate, which costs %s".formatted(maxCredits, each);
            throw new ProblemException(new Problem(
                    ProblemCode.BAD_REQUEST,
                    "max_credits: " + why + ".",
                    List.of(new Problem.Detail("max_credits", why))));
        }
        return candidates.subList(0, covered);
    }

    private static Scorer scorer(
            MatchRequest.@Nullable Rules rules,
            CrmObject object,
            Function<CrmObject, Set<String>> copied,
            double threshold,
            List<Problem.Detail> faults) {
        if (rules == null) {
            return Rules.defaults(object, threshold);
        }
        String mode = rules.mode() == null ? "simple" : rules.mode();
        if (!mode.equals("simple")) {
            String later = mode.equals("grouped") || mode.equals("ai") ? "is not available yet" : "is unknown";
            faults.add(new Problem.Detail("rules.mode", "`%s` %s; use simple".formatted(mode, later)));
        }
        Double least = rules.threshold();
        if (least != null && !(least >= 0 && least <= 1)) {
            faults.add(new Problem.Detail("rules.threshold", "must be from 0 to 1"));
        }
        return Rules.parse(
                object,
                copied.apply(object),
                "rules.by",
                Optional.ofNullable(rules.by()).orElse(List.of()),
                least,
                faults);
    }

    private static String summary(List<Problem.Detail> faults) {
        Problem.Detail first = faults.get(0);
        String more = faults.size() == 1 ? "" : " (and %d more, see details)".formatted(faults.size() - 1);
        return "%s: %s%s.".formatted(first.field(), first.message(), more);
    }
}
