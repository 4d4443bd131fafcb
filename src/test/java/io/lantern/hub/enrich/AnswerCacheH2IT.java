package io.lantern.hub.enrich;

import io.lantern.contract.TestDatabase;

class AnswerCacheH2IT extends AnswerCacheContract {
    @Override
    TestDatabase open() {
        return TestDatabase.h2("enrich");
    }
}
