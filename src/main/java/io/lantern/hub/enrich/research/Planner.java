package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.LanguageModels;
import io.lantern.hub.provider.ModelAnswer;
import io.lantern.hub.provider.ModelMessage;
import io.lantern.hub.provider.ModelQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Lets a model write what to search for. */
@Component
class Planner {
    private static final int TOKENS = 600;
    private static final String SYSTEM = """
            You plan research on the web for people who work with a CRM. `queries` are up to %d queries for a search \
            engine that will find pages which answer the question: a few telling words each, names spelled as in the \
            question, no two alike. `agent` is what the question is about: company, person or market.""";

    private final LanguageModels models;

    Planner(LanguageModels models) {
        this.models = models;
    }

    /** A model that takes too long is not waited for: the question itself will do. */
    Plan plan(Inquiry inquiry) {
        if (inquiry.time().forPlan().isZero()) {
            return Plan.of(inquiry.query(), inquiry.wanted());
        }
        try {
            ModelAnswer answer = models.ask(question(inquiry));
            inquiry.count(answer);
            JsonNode written = Objects.requireNonNull(answer.json());
            return Plan.of(
                    written,
                    inquiry.query(),
                    inquiry.wanted(),
                    inquiry.asked(),
                    inquiry.bounds().queries());
        } catch (ProblemException e) {
            if (e.problem().code() == ProblemCode.UPSTREAM_TIMEOUT) {
                return Plan.of(inquiry.query(), inquiry.wanted());
            }
            throw e;
        }
    }

    private static ModelQuestion question(Inquiry inquiry) {
        int queries = inquiry.bounds().queries();
        List<ModelMessage> messages = new ArrayList<>();
        messages.add(ModelMessage.user(inquiry.query()));
        if (!inquiry.asked().isEmpty()) {
            messages.add(ModelMessage.assistant(String.join("\n", inquiry.asked())));
            messages.add(ModelMessage.user(
                    "These searches found too little. Write others for the same question:\n" + inquiry.query()));
        }
        return ModelQuestion.of(SYSTEM.formatted(queries), messages.toArray(ModelMessage[]::new))
                .with(inquiry.effort())
                .answeredAs(form(queries))
                .within(TOKENS, inquiry.time().forPlan());
    }

    private static JsonNode form(int most) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode form = json.objectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = form.putObject("properties");
        ObjectNode queries = properties.putObject("queries").put("type", "array");
        // Room for one that counts badly: what is too much is left out.
        queries.put("minItems", 1)
                .put("maxItems", 2 * most + 2)
                .putObject("items")
                .put("type", "string");
        properties
                .putObject("agent")
                .put("type", "string")
                .set(
                        "enum",
                        json.arrayNode()
                                .addAll(Stream.of(Agent.values())
                                        .map(agent -> json.textNode(agent.wireName()))
                                        .toList()));
        form.putArray("required").add("queries").add("agent");
        return form;
    }
}
