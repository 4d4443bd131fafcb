package io.lantern.hub.access;

import io.lantern.contract.TestDatabase;
import org.junit.jupiter.api.AfterAll;

class KeysH2IT extends KeysContract {
    private static final TestDatabase database = TestDatabase.h2("access");

    @Override
    TestDatabase database() {
        return database;
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }
}
