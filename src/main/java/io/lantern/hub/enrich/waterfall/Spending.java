package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.credit.Credits;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the sources asked so far may cost, held against the budget. */
final class Spending {
    private final Credits budget;
    private final Set<Source> liable = new LinkedHashSet<>();

    Spending(Credits budget) {
        this.budget = budget;
    }

    /** @return whether the budget covers this one, too, should all that may still be charged be charged */
    boolean covers(Source next) {
        Set<Source> all = new LinkedHashSet<>(liable);
        all.add(next);
        return !budget.isLessThan(of(all));
    }

    void asked(Source source) {
        liable.add(source);
    }

    /** It found nothing: that costs nothing. */
    void foundNothing(Source source) {
        liable.remove(source);
    }

    /** @return what these cost together: vendors each, what is built in once */
    static Credits of(Collection<Source> sources) {
        Credits cost = Credits.NONE;
        Credits builtIn = Credits.NONE;
        for (Source source : sources) {
            if (!source.builtIn()) {
                cost = cost.plus(source.price());
            } else if (builtIn.isLessThan(source.price())) {
                builtIn = source.price();
            }
        }
        return cost.plus(builtIn);
    }
}
