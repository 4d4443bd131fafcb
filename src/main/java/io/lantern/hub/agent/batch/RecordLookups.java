package io.lantern.hub.agent.batch;

import org.springframework.stereotype.Component;

/** Which way each agent looks its records up. */
@Component
class RecordLookups {
    private final EnrichLookup enrich;
    private final ResearchLookup research;

    RecordLookups(EnrichLookup enrich, ResearchLookup research) {
        this.enrich = enrich;
        this.research = research;
    }

    RecordLookup of(BatchAgent agent) {
        return agent == BatchAgent.DEEP_RESEARCH ? research : enrich;
    }
}
