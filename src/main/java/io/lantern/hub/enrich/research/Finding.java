package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;

/**
 * What the pages say to a question.
 *
 * @param answer text or an object; JSON's null when they say nothing
 * @param confidence 0 to 1
 * @param citations what it rests on; none without an answer
 * @param model that answered; empty when none did
 */
record Finding(JsonNode answer, double confidence, List<Citation> citations, String model) {
    /** Below it another round may find more. */
    private static final double ENOUGH = 0.6;

    static final Finding NOTHING = new Finding(NullNode.getInstance(), 0, List.of(), "");

    Finding {
        citations = List.copyOf(citations);
    }

    boolean isAnswer() {
        return !citations.isEmpty();
    }

    boolean isEnough() {
        return isAnswer() && confidence >= ENOUGH;
    }

    /** @return this, or the other when it is surer */
    Finding or(Finding other) {
        return other.isAnswer() && (!isAnswer() || other.confidence > confidence) ? other : this;
    }
}
