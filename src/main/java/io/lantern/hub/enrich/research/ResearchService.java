package io.lantern.hub.enrich.research;

import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.credit.Charge;
import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.CreditService;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.credit.Item;
import io.lantern.hub.credit.Quote;
import io.lantern.hub.enrich.ai.AnswerPrice;
import io.lantern.hub.enrich.ai.TokenUsage;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.privacy.PrivacyService;
import io.lantern.hub.provider.Effort;
import io.lantern.hub.provider.WebSearch;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/** The door of research; bean {@code researchService}. */
@Service
class ResearchService {
    /** From where a word begins, so that a long text without an address is read once. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![^\\s\"<>(),;:=?&/|\\[\\]{}])[^\\s\"<>(),;:=?&/|\\[\\]{}@]+@[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}]");

    private final ResearchSettings settings;
    private final Research research;
    private final WebSearch search;
    private final CreditService credits;
    private final PrivacyService privacy;

    ResearchService(
            ResearchSettings settings,
            Research research,
            WebSearch search,
            CreditService credits,
            PrivacyService privacy) {
        this.settings = settings;
        this.research = research;
        this.search = search;
        this.credits = credits;
        this.privacy = privacy;
    }

    /**
     * Operation {@code enrich.research}: an answer is charged by its effort; a miss and a failure cost nothing.
     *
     * @throws ProblemException {@code bad_request} when {@code max_credits} is below the price or the schema cannot be
     *     used, {@code insufficient_credits}, {@code not_configured} without a search or a model, {@code upstream_*}
     *     when one of them does not answer
     */
    public ResearchResponse research(ResearchRequest request, Caller caller) {
        long begun = System.nanoTime();
        Result result = answer(request, ChargedWork.of(caller, "enrich.research"));
        // After a miss the credits are back by now.
        return response(request, caller, begun, result);
    }

    /** What came out, and what it cost. */
    record Result(Research.Outcome outcome, Credits credits, TokenUsage usage) {}

    /** As {@link #research(ResearchRequest, Caller)}, paid for by whoever the work is of. */
    Result answer(ResearchRequest request, ChargedWork work) {
        Effort effort = Effort.of(request.effort());
        AnswerPrice price = AnswerPrice.of(item(effort), credits, request.maxCredits());
        if (namesSomebodySuppressed(request.query(), work.tenant())) {
            return new Result(hidden(request), Credits.NONE, TokenUsage.NONE);
        }
        search.provider();
        Inquiry inquiry = new Inquiry(request, effort, settings.deadline());
        try (Charge charge = credits.reserve(Quote.fixed(work, price.credits()))) {
            Research.Outcome outcome = shown(research.of(inquiry), work.tenant());
            if (outcome.finding().isAnswer()) {
                charge.settle(price.of(outcome.finding().model()));
            }
            return new Result(outcome, charge.used(), inquiry.usage());
        }
    }

    private ResearchResponse response(ResearchRequest request, Caller caller, long begun, Result result) {
        Finding finding = result.outcome().finding();
        JsonNode answer = finding.isAnswer() ? finding.answer() : null;
        return new ResearchResponse(
                true,
                caller.requestId(),
                result.credits(),
                credits.remaining(caller.tenant()),
                (System.nanoTime() - begun) / 1_000_000,
                false,
                request.query(),
                answer,
                finding.confidence(),
                result.usage(),
                result.outcome().agent(),
                finding.citations());
    }

    private static Research.Outcome hidden(ResearchRequest request) {
        Agent wanted = Agent.of(request.agentType());
        return new Research.Outcome(Finding.NOTHING, wanted == null ? Agent.PERSON : wanted);
    }

    /** A person can also be met on the way: what a page says of somebody hidden does not leave the hub. */
    private Research.Outcome shown(Research.Outcome outcome, TenantId tenant) {
        Finding finding = outcome.finding();
        return namesSomebodySuppressed(finding.answer() + " " + finding.citations(), tenant)
                ? new Research.Outcome(Finding.NOTHING, outcome.agent())
                : outcome;
    }

    private boolean namesSomebodySuppressed(String text, TenantId tenant) {
        return ADDRESS.matcher(text)
                .results()
                .map(found -> found.group().replaceFirst("^'+", ""))
                .distinct()
                .anyMatch(address -> privacy.isSuppressed(tenant, address));
    }

    private static Item item(Effort effort) {
        return switch (effort) {
            case LOW -> Item.RESEARCH_LOW;
            case MEDIUM -> Item.RESEARCH_MEDIUM;
            case HIGH -> Item.RESEARCH_HIGH;
        };
    }
}
