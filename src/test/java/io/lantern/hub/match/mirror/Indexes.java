package io.lantern.hub.match.mirror;

/** Gives tests of the room an index without a mirror. */
public final class Indexes {
    private Indexes() {}

    /** @return an empty one. @param person whether its records are people */
    public static CandidateIndex of(boolean person) {
        return new BlockingIndex(person);
    }
}
