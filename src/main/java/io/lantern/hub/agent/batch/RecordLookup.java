package io.lantern.hub.agent.batch;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks something up for one record. */
interface RecordLookup {
    /** @throws io.lantern.hub.kernel.ProblemException {@code not_configured} when it can look nothing up at all */
    default void require() {}

    /** @return what the record lacks for this lookup, in words; empty when it has enough */
    Optional<String> missing(BatchLookup lookup, Map<String, String> fields);

    /** @return what this lookup costs when everything is found everywhere */
    Credits most(BatchLookup lookup);

    /**
     * @param atMost the lookup may cost no more
     * @param work who pays for this record and this lookup, once
     * @throws io.lantern.hub.kernel.ProblemException when it could not be done
     */
    Finding find(BatchLookup lookup, BatchRow row, Credits atMost, ChargedWork work);

    /**
     * @param cells column to value; empty when nothing was found
     * @param credits what it cost now
     * @param free answers from the cache
     */
    record Finding(Map<String, String> cells, Credits credits, List<BatchRow.Free> free) {}
}
