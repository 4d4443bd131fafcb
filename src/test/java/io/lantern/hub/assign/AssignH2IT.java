package io.lantern.hub.assign;

import io.lantern.contract.TestDatabase;

class AssignH2IT extends AssignContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("assign", "credit");
    }
}
