package io.lantern.hub.credit;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.TenantId;
import java.time.Clock;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives tenants credits to spend. */
@Component
class Grants {
    private static final String OPERATION = "credit.grant";

    private final CreditStore store;
    private final Balances balances;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Grants(CreditStore store, Balances balances, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.balances = balances;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @return the grant that every tenant gets once */
    static ChargedWork initial(TenantId tenant) {
        return new ChargedWork(tenant, "grant:initial", OPERATION, "start", null, null, null, Map.of());
    }

    /** Adds to the balance, once per caller's effect key. */
    void grant(Caller caller, Credits credits, String reason) {
        TenantId tenant = caller.tenant();
        ChargedWork grant = new ChargedWork(
                tenant,
                "grant:" + caller.effectKey(),
                OPERATION,
                caller.requestId(),
                null,
                null,
                caller.keyId(),
                Map.of());
        balances.read(tenant);
        try {
            transaction.executeWithoutResult(status -> {
                store.append(Entry.grant(grant, credits, reason), clock.instant());
                store.give(tenant, credits);
                balances.changes(tenant);
            });
        } catch (DuplicateKeyException grantedBefore) {
            // A repeat of a request whose answer was lost.
        }
    }
}
