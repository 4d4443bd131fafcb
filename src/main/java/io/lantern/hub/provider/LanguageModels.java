package io.lantern.hub.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door to every language model. Neither questions nor answers nor keys reach a log. */
@Service
public class LanguageModels {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final ModelsSettings settings;
    private final ModelClient client;
    private final LastCalls calls = new LastCalls();

    LanguageModels(ModelsSettings settings, ModelClient client) {
        this.settings = settings;
        this.client = client;
    }

    /** @return the names of the configured models, in their order; empty when there is none */
    public List<String> names() {
        return settings.models().stream().map(ModelSettings::name).toList();
    }

    /** @return the configured models, in their order */
    public List<Source> sources() {
        return settings.models().stream()
                .map(model -> new Source(model.name(), model.address(), "lantern.models[]", calls.of(model.name())))
                .toList();
    }

    /**
     * Asks a model and waits for its answer. An answer that is not as the schema says goes back once with what is
     * wrong with it. A model that is busy or cannot be reached is asked up to three times, no sooner than it wants.
     *
     * @throws ProblemException {@code not_configured} without a model; {@code bad_request} for an unknown one or a
     *     schema that is none; {@code upstream_timeout} after the question's time; {@code upstream_unavailable} (with
     *     {@code retry_after} when the model said so); {@code upstream_error} when it refuses the question or its key,
     *     or twice answers something else than was asked for
     */
    public ModelAnswer ask(ModelQuestion question) {
        ModelSettings model = settings.choose(question);
        AnswerSchema schema = question.schema() == null ? null : AnswerSchema.of(question.schema());
        Deadline deadline = Deadline.in(question.timeout());
        ModelClient.Call call = new ModelClient.Call(messages(question, model, schema), question.maxTokens(), schema);
        ChatResponse first = repeated(model, deadline, () -> client.ask(model, call, deadline), () -> true);
        if (schema == null) {
            return words(model, first);
        }
        AnswerSchema.Checked checked = check(schema, first);
        return checked instanceof AnswerSchema.Wrong wrong
                ? repaired(model, call, first, wrong, deadline)
                : json(model, checked, first, usage(first));
    }

    /**
     * Asks a model and hands on its answer while it comes, word by word, on this thread; then returns it whole.
     *
     * @param question without a schema
     * @param words must be quick; what it throws ends the answer and is thrown to the caller
     * @throws ProblemException as {@link #ask}; once a word was handed on, nothing is repeated
     */
    public ModelAnswer stream(ModelQuestion question, Consumer<String> words) {
        if (question.schema() != null) {
            throw new IllegalArgumentException("an answer in JSON is of use when it is whole: ask for it");
        }
        ModelSettings model = settings.choose(question);
        Deadline deadline = Deadline.in(question.timeout());
        ModelClient.Call call = new ModelClient.Call(messages(question, model, null), question.maxTokens(), null);
        AtomicBoolean begun = new AtomicBoolean();
        Consumer<String> handedOn = word -> {
            begun.set(true);
            words.accept(word);
        };
        return words(
                model,
                repeated(model, deadline, () -> client.stream(model, call, deadline, handedOn), () -> !begun.get()));
    }

    private ModelAnswer repaired(
            ModelSettings model,
            ModelClient.Call call,
            ChatResponse first,
            AnswerSchema.Wrong wrong,
            Deadline deadline) {
        AnswerSchema schema = java.util.Objects.requireNonNull(call.schema());
        List<ChatMessage> messages = new ArrayList<>(call.messages());
        String text = text(first);
        messages.add(AiMessage.from(text.isBlank() ? "(nothing)" : text));
        messages.add(UserMessage.from("That answer cannot be used:\n" + wrong.faults() + "\n" + schema.wish()));
        ModelClient.Call again = new ModelClient.Call(messages, call.maxTokens(), schema);
        ChatResponse second = repeated(model, deadline, () -> client.ask(model, again, deadline), () -> true);
        AnswerSchema.Checked checked = check(schema, second);
        if (checked instanceof AnswerSchema.Wrong still) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_ERROR,
                    "Model `%s` answered twice, and not with JSON of the schema: %s"
                            .formatted(model.name(), still.faults().replace("\n", "; ")));
        }
        return json(model, checked, second, usage(first).plus(usage(second)));
    }

    private static AnswerSchema.Checked check(AnswerSchema schema, ChatResponse response) {
        AnswerSchema.Checked checked = schema.check(text(response));
        boolean cut = response.finishReason() == FinishReason.LENGTH;
        return cut && checked instanceof AnswerSchema.Wrong
                ? new AnswerSchema.Wrong("It was cut off because it was too long. Be brief.")
                : checked;
    }

    /** @param mayRepeat asked after a failure that may pass */
    private ChatResponse repeated(
            ModelSettings model, Deadline deadline, Supplier<ChatResponse> call, Supplier<Boolean> mayRepeat) {
        for (int attempt = 1; ; attempt++) {
            try {
                ChatResponse response = call.get();
                calls.good(model.name());
                return response;
            } catch (ModelFault e) {
                Duration pause = pause(e.retryAfter(), attempt);
                boolean inTime = pause.compareTo(deadline.left()) < 0;
                if (attempt == ATTEMPTS || !e.mayPass() || !inTime || !mayRepeat.get() || !slept(pause)) {
                    ProblemException problem = e.problem(model);
                    calls.bad(model.name(), problem.problem());
                    throw problem;
                }
            }
        }
    }

    private static Duration pause(@Nullable Duration asked, int attempt) {
        return asked == null ? FIRST_PAUSE.multipliedBy(1L << (attempt - 1)) : asked;
    }

    /** @return false when somebody wants this thread to stop */
    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<ChatMessage> messages(
            ModelQuestion question, ModelSettings model, @Nullable AnswerSchema schema) {
        DataBlocks blocks = DataBlocks.of(question);
        String system = blocks.system(question);
        if (schema != null && model.jsonMode() != ModelSettings.JsonMode.SCHEMA) {
            system = system + "\n\n" + schema.wish();
        }
        List<ChatMessage> messages = new ArrayList<>();
        if (!system.isBlank()) {
            messages.add(SystemMessage.from(system.strip()));
        }
        for (ModelMessage message : question.messages()) {
            String text = blocks.text(message);
            messages.add(
                    switch (message.role()) {
                        case USER -> UserMessage.from(text);
                        case ASSISTANT -> AiMessage.from(text);
                    });
        }
        return messages;
    }

    private static ModelAnswer words(ModelSettings model, ChatResponse response) {
        String text = text(response);
        ModelAnswer.Usage usage = usage(response);
        boolean cut = response.finishReason() == FinishReason.LENGTH;
        return new ModelAnswer(text, null, model.name(), usage, model.cost(usage), cut);
    }

    private static ModelAnswer json(
            ModelSettings model, AnswerSchema.Checked fits, ChatResponse response, ModelAnswer.Usage usage) {
        return new ModelAnswer(text(response), fits.json(), model.name(), usage, model.cost(usage), false);
    }

    private static String text(ChatResponse response) {
        String text = response.aiMessage().text();
        return text == null ? "" : text;
    }

    private static ModelAnswer.Usage usage(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        if (usage == null) {
            return ModelAnswer.Usage.NONE;
        }
        long prompt = count(usage.inputTokenCount());
        long completion = count(usage.outputTokenCount());
        return new ModelAnswer.Usage(prompt, completion, Math.max(prompt + completion, count(usage.totalTokenCount())));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
