package io.lantern.hub.match;

/** Confidence from evidence, counted in bits: each bit doubles the odds. */
final class Odds {
    private Odds() {}

    /** @return 0 to 1; 0.5 for 0 bits, 0.8 for 2, 0.94 for 4 */
    static double confidence(double bits) {
        return 1 / (1 + Math.pow(2, -bits));
    }
}
