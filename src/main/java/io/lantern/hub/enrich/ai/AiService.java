package io.lantern.hub.enrich.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.privacy.PrivacyService;
import io.lantern.hub.provider.Effort;
import io.lantern.hub.provider.LanguageModels;
import io.lantern.hub.provider.ModelAnswer;
import io.lantern.hub.provider.ModelMessage;
import io.lantern.hub.provider.ModelQuestion;
import io.lantern.hub.provider.UntrustedText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of questions to a model; bean {@code aiService}. */
@Service
class AiService {
    private static final String SYSTEM = """
            You answer questions for people who work with a CRM. Answer from the record you are shown and from what you \
            know for certain; do not make anything up. `confidence` is how sure you are that the answer is right, from \
            0 to 1: 0 when you do not know.""";

    private final LanguageModels models;
    private final CreditService credits;
    private final PrivacyService privacy;

    AiService(LanguageModels models, CreditService credits, PrivacyService privacy) {
        this.models = models;
        this.credits = credits;
        this.privacy = privacy;
    }

    /**
     * Operation {@code enrich.ai}: an answer is charged by its effort; none costs nothing.
     *
     * @throws ProblemException {@code bad_request} when {@code max_credits} is below the price or the schema cannot be
     *     used, {@code insufficient_credits}, {@code not_configured} without a model, {@code upstream_error} and others
     *     when the model does not answer
     */
    public AiResponse answer(AiRequest request, Caller caller) {
        long begun = System.nanoTime();
        Effort effort = Effort.of(request.effort());
        AnswerPrice price = AnswerPrice.of(item(effort), credits, request.maxCredits());
        if (isAboutSomebodySuppressed(request.record(), caller)) {
            return response(request, caller, begun, Credits.NONE, null);
        }
        try (Charge charge = credits.reserve(Quote.fixed(ChargedWork.of(caller, "enrich.ai"), price.credits()))) {
            ModelAnswer answer = models.ask(question(request, effort));
            charge.settle(price.of(answer.model()));
            return response(request, caller, begun, charge.used(), answer);
        }
    }

    private static ModelQuestion question(AiRequest request, Effort effort) {
        ObjectNode record = request.record();
        ModelMessage message = record == null || record.isEmpty()
                ? ModelMessage.user(request.query())
                : ModelMessage.user(request.query(), new UntrustedText("record", record.toPrettyString()));
        return ModelQuestion.of(SYSTEM, message)
                .with(effort)
                .answeredAs(AnswerForm.of(request.formatJson(), request.schema()));
    }

    private AiResponse response(
            AiRequest request, Caller caller, long begun, Credits used, @Nullable ModelAnswer answer) {
        JsonNode form = answer == null ? null : answer.json();
        return new AiResponse(
                true,
                caller.requestId(),
                used,
                credits.remaining(caller.tenant()),
                (System.nanoTime() - begun) / 1_000_000,
                false,
                request.query(),
                form == null ? null : form.get(AnswerForm.ANSWER),
                form == null ? 0 : form.path(AnswerForm.CONFIDENCE).asDouble(),
                answer == null ? TokenUsage.NONE : TokenUsage.NONE.plus(answer));
    }

    private boolean isAboutSomebodySuppressed(@Nullable ObjectNode record, Caller caller) {
        if (record == null) {
            return false;
        }
        for (JsonNode value : record) {
            if (value.isTextual()
                    && value.asText().contains("@")
                    && privacy.isSuppressed(caller.tenant(), value.asText().strip())) {
                return true;
            }
        }
        return false;
    }

    private static Item item(Effort effort) {
        return switch (effort) {
            case LOW -> Item.AI_LOW;
            case MEDIUM -> Item.AI_MEDIUM;
            case HIGH -> Item.AI_HIGH;
        };
    }
}
