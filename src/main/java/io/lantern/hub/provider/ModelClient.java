package io.lantern.hub.provider;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One call to one model through langchain4j; every failure is a {@link ModelFault}. */
@Component
class ModelClient {
    private final java.net.http.HttpClient http = ModelHttp.newClient();

    /** @param maxTokens most tokens of the answer @param schema null for words */
    record Call(
            List<ChatMessage> messages,
            int maxTokens,
            @Nullable AnswerSchema schema) {}

    ChatResponse ask(ModelSettings model, Call call, Deadline deadline) {
        try {
            return whole(model, transport(model, deadline)).chat(request(model, call));
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    /** @param words gets each piece of the answer when it comes, on the caller's thread */
    ChatResponse stream(ModelSettings model, Call call, Deadline deadline, Consumer<String> words) {
        StreamedAnswer answer = new StreamedAnswer(words);
        try {
            streaming(model, transport(model, deadline)).chat(request(model, call), answer);
        } catch (RuntimeException e) {
            throw fault(e);
        }
        return answer.response(deadline);
    }

    /** @return what stands behind an exception of langchain4j, without its text */
    static ModelFault fault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelFault fault) {
                return fault;
            }
        }
        return new ModelFault(ModelFault.Kind.UNREADABLE);
    }

    private ModelHttp transport(ModelSettings model, Deadline deadline) {
        return new ModelHttp(http, deadline, model.address());
    }

    private static ChatModel whole(ModelSettings model, HttpClientBuilder transport) {
        String address = model.address().toString();
        return switch (model.kind()) {
            case OPENAI ->
                OpenAiChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .apiKey(model.apiKey())
                        .modelName(model.model())
                        .maxRetries(0)
                        .build();
            case ANTHROPIC ->
                AnthropicChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .apiKey(model.apiKey())
                        .modelName(model.model())
                        .maxRetries(0)
                        .build();
            case OLLAMA ->
                OllamaChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .customHeaders(bearer(model))
                        .modelName(model.model())
                        .maxRetries(0)
                        .build();
        };
    }

    private static StreamingChatModel streaming(ModelSettings model, HttpClientBuilder transport) {
        String address = model.address().toString();
        return switch (model.kind()) {
            case OPENAI ->
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .apiKey(model.apiKey())
                        .modelName(model.model())
                        .build();
            case ANTHROPIC ->
                AnthropicStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .apiKey(model.apiKey())
                        .modelName(model.model())
                        .build();
            case OLLAMA ->
                OllamaStreamingChatModel.builder()
                        .httpClientBuilder(transport)
                        .baseUrl(address)
                        .customHeaders(bearer(model))
                        .modelName(model.model())
                        .build();
        };
    }

    /** Ollama itself has no keys; a gateway before it may. */
    private static java.util.Map<String, String> bearer(ModelSettings model) {
        return model.apiKey() == null
                ? java.util.Map.of()
                : java.util.Map.of("Authorization", "Bearer " + model.apiKey());
    }

    private static ChatRequest request(ModelSettings model, Call call) {
        ResponseFormat format = format(model, call);
        ChatRequestParameters parameters = model.isAtOpenAi()
                ? OpenAiChatRequestParameters.builder()
                        .maxCompletionTokens(call.maxTokens())
                        .responseFormat(format)
                        .build()
                : ChatRequestParameters.builder()
                        .maxOutputTokens(call.maxTokens())
                        .responseFormat(format)
                        .build();
        return ChatRequest.builder()
                .messages(call.messages())
                .parameters(parameters)
                .build();
    }

    private static @Nullable ResponseFormat format(ModelSettings model, Call call) {
        if (call.schema() == null) {
            return null;
        }
        return switch (model.jsonMode()) {
            case PROMPT -> null;
            case OBJECT -> ResponseFormat.JSON;
            case SCHEMA ->
                ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("answer")
                                .rootElement(
                                        JsonRawSchema.from(call.schema().json().toString()))
                                .build())
                        .build();
        };
    }
}
