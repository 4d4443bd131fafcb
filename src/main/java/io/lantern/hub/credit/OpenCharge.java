package io.lantern.hub.credit;

import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A charge at the hands of the work that it is for; not to be shared by threads. */
final class OpenCharge implements Charge {
    private final Reservations reservations;
    private final ChargeRow reserved;
    private ChargeRow now;

    OpenCharge(Reservations reservations, ChargeRow reserved) {
        this.reservations = reservations;
        this.reserved = reserved;
        this.now = reserved;
    }

    @Override
    public Credits reserved() {
        return reserved.reserved();
    }

    @Override
    public Credits used() {
        return now.used();
    }

    @Override
    public void settle(List<Use> uses) {
        now = reservations.settle(reserved, uses);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_COMMITTED) {
                        now = reserved;
                    }
                }
            });
        }
    }

    @Override
    public void close() {
        reservations.release(now);
    }
}
