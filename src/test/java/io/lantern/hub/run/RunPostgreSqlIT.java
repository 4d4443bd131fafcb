package io.lantern.hub.run;

import io.lantern.contract.TestDatabase;

class RunPostgreSqlIT extends RunContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("run", "credit");
    }
}
