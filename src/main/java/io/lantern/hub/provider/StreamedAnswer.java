package io.lantern.hub.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands on the pieces of an answer, and keeps how it ended; what is told first counts. */
final class StreamedAnswer implements StreamingChatResponseHandler {
    private final Consumer<String> words;
    private @Nullable ChatResponse whole;
    private @Nullable ModelFault fault;
    private @Nullable RuntimeException refused;

    StreamedAnswer(Consumer<String> words) {
        this.words = words;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (refused != null) {
            return;
        }
        try {
            words.accept(piece.text());
        } catch (RuntimeException e) {
            // Its reader wants no more. langchain4j would log the exception and read on.
            refused = e;
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole = whole == null ? response : whole;
    }

    @Override
    public void onError(Throwable failure) {
        if (fault == null && whole == null) {
            boolean ours = ModelClient.fault(failure).kind() != ModelFault.Kind.UNREADABLE;
            fault = ours ? ModelClient.fault(failure) : new ModelFault(ModelFault.Kind.BROKEN_OFF);
        }
    }

    /** @return the answer when the model said that it ended; else throws why it did not */
    ChatResponse response(Deadline deadline) {
        if (refused != null) {
            throw refused;
        }
        if (fault == null && whole != null && whole.finishReason() != null) {
            return whole;
        }
        if (deadline.isOver()) {
            throw new ModelFault(ModelFault.Kind.TIMEOUT);
        }
        throw fault == null ? new ModelFault(ModelFault.Kind.BROKEN_OFF) : fault;
    }
}
