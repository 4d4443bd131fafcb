package io.lantern.sandbox.salesforce.seed;

import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.function.Consumer;

/** What to put into a new org; for {@link io.lantern.sandbox.salesforce.store.OrgStores#open}. */
public enum Seeding implements Consumer<OrgTransaction> {
    /** The administrator, profiles, lead statuses and stages; no business data. */
    BARE {
        @Override
        public void accept(OrgTransaction transaction) {
            new Foundation(transaction).lay();
        }
    },
    /** A company with users, queues, accounts, contacts, leads, campaigns, opportunities and tasks. */
    COMPANY {
        @Override
        public void accept(OrgTransaction transaction) {
            new Foundation(transaction).lay();
        }
    }
}
