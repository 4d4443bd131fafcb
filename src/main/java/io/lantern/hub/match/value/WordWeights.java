package io.lantern.hub.match.value;

/** How much a word of a company's name tells about which company is meant. */
@FunctionalInterface
public interface WordWeights {
    /** Every word the same, for names without a table to count in. */
    WordWeights EQUAL = word -> 1;

    /** @return above 0; larger is rarer */
    double of(String word);
}
