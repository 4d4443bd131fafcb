package io.lantern.hub.run;

import io.lantern.contract.TestDatabase;

class RunH2IT extends RunContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("run", "credit");
    }
}
