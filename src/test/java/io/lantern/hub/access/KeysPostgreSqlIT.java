package io.lantern.hub.access;

import io.lantern.contract.TestDatabase;
import org.junit.jupiter.api.AfterAll;

class KeysPostgreSqlIT extends KeysContract {
    private static final TestDatabase database = TestDatabase.postgres("access");

    @Override
    TestDatabase database() {
        return database;
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }
}
