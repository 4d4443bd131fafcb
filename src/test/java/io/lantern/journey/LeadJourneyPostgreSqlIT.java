package io.lantern.journey;

import io.lantern.hub.TestDatabases;
import java.util.Map;

class LeadJourneyPostgreSqlIT extends LeadJourneyContract {
    @Override
    Map<String, String> database() {
        return TestDatabases.postgresSettings();
    }
}
