package io.lantern.hub.enrich.research;

import io.lantern.hub.kernel.ProblemException;
import org.springframework.stereotype.Component;

/** The flow of a research: plan, search, read, answer; and again while too little was found and there is time. */
@Component
class Research {
    private final Planner planner;
    private final SourceSearch sources;
    private final PageAnswer pages;

    Research(Planner planner, SourceSearch sources, PageAnswer pages) {
        this.planner = planner;
        this.sources = sources;
        this.pages = pages;
    }

    /** How it ended. @param agent what the question was taken to be about */
    record Outcome(Finding finding, Agent agent) {}

    /** @throws ProblemException when what failed left nothing to answer with */
    Outcome of(Inquiry inquiry) {
        Outcome outcome = new Outcome(Finding.NOTHING, Agent.COMPANY);
        for (int round = 1; round <= inquiry.bounds().rounds(); round++) {
            try {
                outcome = again(inquiry, outcome);
            } catch (ProblemException e) {
                if (outcome.finding().isAnswer()) {
                    return outcome;
                }
                throw e;
            }
            boolean isDone = outcome.finding().isEnough() || !inquiry.mayReadMore();
            if (isDone || !inquiry.time().hasTimeForAnotherRound()) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome again(Inquiry inquiry, Outcome before) {
        Plan plan = planner.plan(inquiry);
        Finding found = sources.collect(inquiry, plan.queries())
                ? before.finding().or(pages.find(inquiry, plan.agent()))
                : before.finding();
        return new Outcome(found, plan.agent());
    }
}
