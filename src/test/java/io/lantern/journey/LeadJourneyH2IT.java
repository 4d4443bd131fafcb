package io.lantern.journey;

import java.util.Map;

class LeadJourneyH2IT extends LeadJourneyContract {
    @Override
    Map<String, String> database() {
        return Map.of();
    }
}
