package io.lantern.hub.agent.batch;

import io.lantern.contract.TestDatabase;

class BatchPostgreSqlIT extends BatchContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("agent", "credit");
    }
}
