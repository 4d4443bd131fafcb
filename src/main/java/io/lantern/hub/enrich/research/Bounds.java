package io.lantern.hub.enrich.research;

import io.lantern.hub.provider.Effort;
import org.jspecify.annotations.Nullable;

/**
 * How far a research goes.
 *
 * @param rounds most times it searches, reads and answers; a second time only when the first did not find enough
 * @param queries most searches of a round
 * @param pages most pages read in a round
 * @param sources most pages read in all
 * @param letters most characters of all pages together that the model is shown
 */
record Bounds(int rounds, int queries, int pages, int sources, int letters) {

    /** @param maxSources the caller's own bound; null for none */
    static Bounds of(Effort effort, @Nullable Integer maxSources) {
        Bounds bounds = switch (effort) {
            case LOW -> new Bounds(1, 2, 4, 4, 24_000);
            case MEDIUM -> new Bounds(2, 3, 5, 10, 60_000);
            case HIGH -> new Bounds(3, 5, 6, 18, 120_000);
        };
        int sources = maxSources == null ? bounds.sources : Math.min(maxSources, bounds.sources);
        return new Bounds(bounds.rounds, bounds.queries, bounds.pages, sources, bounds.letters);
    }
}
