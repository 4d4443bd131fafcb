package io.lantern.hub.credit;

import io.lantern.contract.TestDatabase;

class CreditH2IT extends CreditContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("credit");
    }
}
