package io.lantern.hub.credit;

import io.lantern.contract.TestDatabase;

class CreditPostgreSqlIT extends CreditContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("credit");
    }
}
