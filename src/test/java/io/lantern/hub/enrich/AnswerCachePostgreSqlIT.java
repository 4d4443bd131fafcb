package io.lantern.hub.enrich;

import io.lantern.contract.TestDatabase;

class AnswerCachePostgreSqlIT extends AnswerCacheContract {
    @Override
    TestDatabase open() {
        return TestDatabase.postgres("enrich");
    }
}
