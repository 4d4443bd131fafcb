package io.lantern.hub.audit;

import io.lantern.contract.TestDatabase;

class AuditLogH2IT extends AuditLogContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("audit");
    }
}
