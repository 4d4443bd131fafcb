package io.lantern.hub.match;

import io.lantern.hub.match.mirror.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A record compared with a candidate.
 *
 * @param confidence 0 to 1
 * @param evidence for and against
 */
record Scored(Profile record, double confidence, List<Evidence> evidence) {
    /** The best first; equally good ones by id, so that the same question always gets the same answer. */
    static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::confidence)
            .reversed()
            .thenComparing(scored -> scored.record().id());

    private static final double CERTAIN = 0.999;

    Scored {
        evidence = List.copyOf(evidence);
        // Nothing is certain, and the last digits only make two equal records look different.
        confidence = Math.min(CERTAIN, Evidence.round(confidence));
    }

    /** @return matched rules, the strongest first */
    List<MatchedRule> matchedRules() {
        return speaking(true).stream().map(Evidence::matched).toList();
    }

    /** @return one sentence */
    String explanation() {
        String reasons = words(speaking(true));
        String doubts = words(speaking(false));
        String sentence = doubts.isEmpty() ? reasons : reasons + "; but " + doubts;
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private List<Evidence> speaking(boolean inFavour) {
        return evidence.stream()
                .filter(each -> inFavour ? each.bits() > 0 : each.bits() < 0)
                .sorted(Comparator.comparingDouble((Evidence each) -> -Math.abs(each.bits()))
                        .thenComparing(Evidence::rule))
                .toList();
    }

    private static String words(List<Evidence> evidence) {
        return evidence.stream().map(Evidence::words).distinct().collect(Collectors.joining(", "));
    }
}
