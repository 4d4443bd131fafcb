package io.lantern.hub.credit;

import java.util.List;

/**
 * What work may cost.
 *
 * @param most the worst case: reserved when the balance covers it
 * @param least the cheapest way to do the work at all: refused when the balance lacks even this. Equal to {@code most}
 *     for work that cannot stop half-way
 */
public record Quote(ChargedWork work, Credits most, Credits least) {
    public Quote {
        if (most.isLessThan(least)) {
            throw new IllegalArgumentException("The worst case " + most + " is cheaper than the cheapest, " + least);
        }
    }

    /** @return a quote for work that costs exactly this, or cannot stop before it has cost this */
    public static Quote fixed(ChargedWork work, Credits price) {
        return new Quote(work, price, price);
    }

    /** @return a quote for work of which it is known before what will be used; nothing: it is free */
    public static Quote of(ChargedWork work, List<Use> uses) {
        return fixed(work, uses.stream().map(Use::credits).reduce(Credits.NONE, Credits::plus));
    }
}
