package io.lantern.hub.enrich.research;

import io.lantern.hub.provider.Deadline;
import java.time.Duration;

/** Shares the time of a research out, so that there is always some left for an answer. */
final class Timetable {
    /** Percent of the whole time: most for a plan, kept for the answer, needed to begin another round. */
    private static final int PLAN = 25;

    private static final int ANSWER = 35;
    private static final int ROUND = 55;

    /** For what comes after the last answer of a model. */
    private static final Duration END = Duration.ofMillis(200);

    private final Duration whole;
    private final Deadline deadline;

    Timetable(Duration whole) {
        this.whole = whole;
        this.deadline = Deadline.in(whole);
    }

    /** @return how long a plan may take */
    Duration forPlan() {
        return shorter(part(PLAN), forReading());
    }

    /** @return how long searching and reading may still take; zero when it is time to answer */
    Duration forReading() {
        return notNegative(deadline.left().minus(part(ANSWER)));
    }

    /** @return how long an answer may take; zero when there is no time */
    Duration forAnswer() {
        return notNegative(deadline.left().minus(END));
    }

    boolean hasTimeForAnotherRound() {
        return deadline.left().compareTo(part(ROUND)) > 0;
    }

    private Duration part(int percent) {
        return whole.multipliedBy(percent).dividedBy(100);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
