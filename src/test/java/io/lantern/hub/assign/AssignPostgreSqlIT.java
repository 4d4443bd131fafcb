package io.lantern.hub.assign;

import io.lantern.contract.TestDatabase;

class AssignPostgreSqlIT extends AssignContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("assign", "credit");
    }
}
