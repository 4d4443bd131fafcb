package io.lantern.hub.assign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads the changes to a pool: JSON tells what is left out from what is null. */
@Component
class PoolRequestReader {
    private final ObjectMapper json;

    PoolRequestReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws ProblemException with every fault at once */
    Pool change(JsonNode changes, Pool before) {
        Set<String> given = new HashSet<>();
        changes.fieldNames().forEachRemaining(given::add);
        try {
            return PoolRequestText.change(json.treeToValue(changes, PoolRequest.class), given, before);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST, "The body is not a change of a pool: " + e.getOriginalMessage(), e);
        }
    }
}
