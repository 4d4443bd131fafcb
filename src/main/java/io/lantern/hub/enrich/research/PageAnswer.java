package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.enrich.ai.AnswerForm;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.LanguageModels;
import io.lantern.hub.provider.ModelAnswer;
import io.lantern.hub.provider.ModelMessage;
import io.lantern.hub.provider.ModelQuestion;
import io.lantern.hub.provider.UntrustedText;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Lets a model answer from the pages that were read, which it is shown as text of others. */
@Component
class PageAnswer {
    private static final int TOKENS = 2_048;
    private static final String SYSTEM = """
            You answer questions for people who work with a CRM, from the pages of the web that you are shown and from \
            nothing else. %s
            `citations` are the passages your answer rests on, at least one for each thing it says: `url` is the source \
            that the page names, `quote` is copied from that page letter by letter, one or two sentences, nothing left \
            out. Where pages contradict each other, say so. `confidence` is how sure you are that the answer is right, \
            from 0 to 1. When the pages do not answer the question, `confidence` is 0 and `citations` is empty.""";

    private final LanguageModels models;

    PageAnswer(LanguageModels models) {
        this.models = models;
    }

    /** @throws ProblemException {@code upstream_*} when the model gives no usable answer in time */
    Finding find(Inquiry inquiry, Agent agent) {
        if (inquiry.time().forAnswer().isZero()) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_TIMEOUT, "The research took longer than lantern.research.deadline allows.");
        }
        ModelQuestion question = ModelQuestion.of(
                        SYSTEM.formatted(agent.advice()), ModelMessage.user(inquiry.query(), shown(inquiry)))
                .with(inquiry.effort())
                .answeredAs(form(inquiry.wishes()))
                .within(TOKENS, inquiry.time().forAnswer());
        ModelAnswer answer = models.ask(question);
        inquiry.count(answer);
        return FindingCheck.of(Objects.requireNonNull(answer.json()), answer.model(), inquiry::holding);
    }

    private static UntrustedText[] shown(Inquiry inquiry) {
        List<Source> sources = inquiry.sources();
        int letters = inquiry.bounds().letters() / Math.max(1, sources.size());
        return sources.stream()
                .map(source -> new UntrustedText(source.url(), Passages.of(source.whole(), inquiry.query(), letters)))
                .toArray(UntrustedText[]::new);
    }

    private static JsonNode form(ResearchRequest.Options wishes) {
        ObjectNode form = AnswerForm.of(wishes.formatJson(), wishes.schema());
        ObjectNode citations = JsonNodeFactory.instance.objectNode().put("type", "array");
        ObjectNode citation = citations.putObject("items").put("type", "object").put("additionalProperties", false);
        ObjectNode properties = citation.putObject("properties");
        properties.putObject(FindingCheck.URL).put("type", "string");
        properties.putObject(FindingCheck.QUOTE).put("type", "string");
        citation.putArray("required").add(FindingCheck.URL).add(FindingCheck.QUOTE);
        AnswerForm.add(form, FindingCheck.CITATIONS, citations);
        return form;
    }
}
