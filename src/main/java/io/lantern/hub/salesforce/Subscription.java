package io.lantern.hub.salesforce;

import io.lantern.hub.kernel.OrgRef;
import io.lantern.hub.salesforce.EventSubscriptions.ReplayFrom;
import io.lantern.hub.salesforce.EventSubscriptions.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of one org's subscription. Each opening is a generation: what an older one still delivers is
 * refused, and after a failure everything is refused until the next opening, because an event taken after a failed
 * one would move the position past it.
 */
final class Subscription {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final OrgRef org;
    private ReplayFrom from = new ReplayFrom.Latest();
    private boolean wanted;
    private boolean open;
    private boolean broken;
    private int generation;
    private int failures;
    private Instant nextTry = Instant.MIN;
    private @Nullable Instant lastHeard;
    private @Nullable Instant openedAt;
    private @Nullable String lastError;

    Subscription(OrgRef org) {
        this.org = org;
    }

    OrgRef org() {
        return org;
    }

    /** The position to read from shall be this, as soon as possible. */
    synchronized void want(ReplayFrom start) {
        from = start;
        wanted = true;
        broken = true;
        failures = 0;
        nextTry = Instant.MIN;
    }

    /** @return whether it is to be (re)opened now */
    synchronized boolean isDue(Instant now, Duration silence) {
        if (!wanted || now.isBefore(nextTry)) {
            return false;
        }
        Instant heard = lastHeard == null ? openedAt : lastHeard;
        boolean silent = open && heard != null && heard.plus(silence).isBefore(now);
        return !open || broken || silent;
    }

    /** Events of this generation may come from now on, even before {@link #opened}. */
    synchronized int begin() {
        generation++;
        open = false;
        broken = false;
        lastHeard = null;
        return generation;
    }

    synchronized ReplayFrom from() {
        return from;
    }

    synchronized void opened(Instant now) {
        open = true;
        openedAt = now;
        // What was wished for, or failed, while it opened still stands.
        if (!broken) {
            failures = 0;
            lastError = null;
        }
    }

    synchronized void failed(Instant now, String problem) {
        failures++;
        long pause = Math.min(FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10), LONGEST_PAUSE.toMillis());
        nextTry = now.plusMillis(pause);
        lastError = problem;
        broken = true;
    }

    /**
     * An event could not be taken.
     *
     * @return whether that is news: an opening fails once, and one that has been given up no more
     */
    synchronized boolean eventFailed(int number, Instant now, String problem) {
        if (number != generation || broken) {
            return false;
        }
        failed(now, problem);
        return true;
    }

    /** @return whether an event of this generation may be taken */
    synchronized boolean hears(int number, Instant now) {
        if (number != generation || broken) {
            return false;
        }
        lastHeard = now;
        return true;
    }

    synchronized void took(int number, String replayId) {
        if (number == generation && !broken) {
            from = new ReplayFrom.After(replayId);
        }
    }

    /**
     * The org does not know the position: nothing is opened until somebody wants another.
     *
     * @return whether that is news: Camel asks for the same position again and again, and is told each time
     */
    synchronized boolean lost(int number) {
        if (number != generation || broken) {
            return false;
        }
        wanted = false;
        broken = true;
        lastError = "the org no longer knows the replay position";
        return true;
    }

    synchronized Status status() {
        String state = !wanted ? "closed" : open && !broken ? "connected" : failures > 0 ? "waiting" : "connecting";
        return new Status(state, lastHeard == null ? openedAt : lastHeard, lastError);
    }
}
