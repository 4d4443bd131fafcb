package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.credit.Credits;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Asks sources in their order until each field that is looked for has a value that is sure enough, or that two of them
 * agree on, or until the next one could cost more than the budget. One that fails or knows nothing costs nothing.
 */
public final class Waterfall {
    private final boolean hedged;
    private final Executor threads;

    private Waterfall(boolean hedged, Executor threads) {
        this.hedged = hedged;
        this.threads = threads;
    }

    /** @return one that asks in the caller's thread, one source at a time */
    public static Waterfall patient() {
        return new Waterfall(false, Runnable::run);
    }

    /**
     * @param threads where sources are asked
     * @return one that asks the next source beside one that takes longer than its patience, and takes what is sure
     *     first; the budget covers both, and only whose value is taken is charged
     */
    public static Waterfall hedged(Executor threads) {
        return new Waterfall(true, threads);
    }

    /** @return what it costs when the value of every source is in the answer */
    public static Credits most(List<Source> sources) {
        return Spending.of(sources);
    }

    /** @param budget never exceeded */
    public Outcome run(Target target, List<Source> sources, Credits budget) {
        return new Course(target, sources, budget, hedged, threads).run();
    }
}
