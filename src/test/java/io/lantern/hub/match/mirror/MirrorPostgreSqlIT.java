package io.lantern.hub.match.mirror;

import io.lantern.contract.TestDatabase;

class MirrorPostgreSqlIT extends MirrorContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("match");
    }
}
