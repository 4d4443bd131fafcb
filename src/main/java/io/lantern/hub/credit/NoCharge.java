package io.lantern.hub.credit;

import java.util.List;

/** The charge for work that costs nothing, of which the ledger says nothing. */
record NoCharge() implements Charge {
    @Override
    public Credits reserved() {
        return Credits.NONE;
    }

    @Override
    public Credits used() {
        return Credits.NONE;
    }

    @Override
    public void settle(List<Use> uses) {
        // A price of 0 leaves nothing to write.
    }

    @Override
    public void close() {
        // Nothing was set aside.
    }
}
