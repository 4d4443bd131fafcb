package io.lantern.hub.audit;

import io.lantern.contract.TestDatabase;

class AuditLogPostgreSqlIT extends AuditLogContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("audit");
    }
}
