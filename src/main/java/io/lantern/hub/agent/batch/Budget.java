package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.Credits;
import java.util.Optional;

/** What a batch may still spend, shared by the records that are in work. */
final class Budget {
    private Credits left;
    private int working;

    Budget(Credits left) {
        this.left = left;
    }

    /**
     * Sets aside what a record may cost. While there is too little left, it waits for records in work to give back what
     * they did not need.
     *
     * @param least what it costs by its first source
     * @param most what it costs when every source finds something
     * @return what is set aside; empty when the batch can afford no further record
     */
    synchronized Optional<Credits> take(Credits least, Credits most) throws InterruptedException {
        while (left.isLessThan(least) && working > 0) {
            wait();
        }
        if (left.isLessThan(least)) {
            return Optional.empty();
        }
        Credits taken = left.isLessThan(most) ? left : most;
        left = left.minus(taken);
        working++;
        return Optional.of(taken);
    }

    /** A record is done. @param taken what was set aside for it. @param used not more than that */
    synchronized void give(Credits taken, Credits used) {
        left = left.plus(taken).minus(used);
        working--;
        notifyAll();
    }
}
