package io.lantern.hub.match.mirror;

import io.lantern.contract.TestDatabase;

class MirrorH2IT extends MirrorContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("match");
    }
}
