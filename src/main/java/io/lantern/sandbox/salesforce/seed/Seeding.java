package io.lantern.sandbox.salesforce.seed;

import io.lantern.sandbox.salesforce.store.OrgTransaction;
import java.util.List;
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
            Scene scene = Scene.of(transaction, SEED);
            Staff staff = Staff.hire(scene, new Foundation(transaction).lay());
            Addresses addresses = new Addresses();
            List<Firm> firms = new Firms(scene, staff).found();
            List<Person> people = new People(scene, addresses).meet(firms);
            List<String> leads = new Prospects(scene, staff, addresses).arrive(firms, people);
            new Business(scene, staff, people, leads).happen();
        }
    };

    /** Another number would be another company. */
    private static final long SEED = 20_260_101L;
}
