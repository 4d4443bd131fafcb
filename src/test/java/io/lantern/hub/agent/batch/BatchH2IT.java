package io.lantern.hub.agent.batch;

import io.lantern.contract.TestDatabase;

class BatchH2IT extends BatchContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("agent", "credit");
    }
}
