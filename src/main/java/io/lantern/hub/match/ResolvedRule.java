package io.lantern.hub.match;

import io.lantern.hub.match.mirror.Part;
import java.util.List;

/**
 * A rule that is known to fit its object.
 *
 * @param text as written
 * @param targets what is compared; all of them have to hold
 * @param least of {@code fuzzy}: least similarity
 * @param weight how often records for which it holds are the candidate, 0 to 1
 */
record ResolvedRule(String text, List<Target> targets, ParsedRule.Operator operator, double least, double weight) {
    ResolvedRule {
        targets = List.copyOf(targets);
    }

    /** What of a profile is compared. */
    sealed interface Target {
        /** Something that is understood, and compared in its own way. */
        record Known(Part part) implements Target {}

        /** A field that is just text. @param name API name in Salesforce's case */
        record Plain(String name) implements Target {}
    }

    /** @return whether the index finds every record for which the rule can hold */
    boolean isIndexed() {
        return operator != ParsedRule.Operator.CONTAINS
                && targets.stream().anyMatch(target -> target instanceof Target.Known known && isIndexed(known.part()));
    }

    private boolean isIndexed(Part part) {
        return switch (part) {
            case DOMAIN, WEBSITE, EMAIL, PHONE, LINKEDIN -> operator != ParsedRule.Operator.FUZZY;
            case NAME, COMPANY -> true;
            default -> false;
        };
    }
}
