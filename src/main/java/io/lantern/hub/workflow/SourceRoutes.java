package io.lantern.hub.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The systems whose own messages the hub understands: each is a route {@code source.<name>} that makes records of them. */
@Component
class SourceRoutes {
    private static final Logger log = LoggerFactory.getLogger(SourceRoutes.class);

    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final ObjectMapper json;

    SourceRoutes(CamelContext camel, ProducerTemplate routes, ObjectMapper json) {
        this.camel = camel;
        this.routes = routes;
        this.json = json;
    }

    boolean knows(String source) {
        return camel.getRoute("source." + source) != null;
    }

    /**
     * @return the records in the message, as a list; empty when there is none in it
     * @throws ProblemException {@code bad_request} when the message is none of this source's
     */
    JsonNode records(String source, JsonNode message) {
        Exchange exchange =
                routes.send("direct:source." + source, sent -> sent.getMessage().setBody(message));
        if (exchange.getException() != null) {
            // The expression's own words quote the message.
            log.info(
                    "The route source.{} could not read a message: {}",
                    source,
                    exchange.getException().getClass().getSimpleName());
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "This is no message of %s that the route source.%s can read.".formatted(source, source));
        }
        JsonNode records = json.valueToTree(exchange.getMessage().getBody());
        return records.isArray() ? records : json.createArrayNode().add(records);
    }
}
