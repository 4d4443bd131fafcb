package io.lantern.sandbox.llm;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/** Counts tokens as {@code cl100k_base} does, the encoding of OpenAI's GPT-4 models. */
final class Tokens {
    /** What OpenAI's cookbook counts for each message beside its text, and once for the answer's start. */
    private static final int PER_MESSAGE = 3;

    private Tokens() {}

    /** Read when it is first needed: its table takes a moment and a few megabytes. */
    private static final class Table {
        private static final Encoding ENCODING =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }

    static int of(String text) {
        return Table.ENCODING.countTokensOrdinary(text);
    }

    /** @return the tokens of messages, tools and schema together */
    static int of(ChatRequest request) {
        int tokens = PER_MESSAGE;
        for (ChatRequest.Message message : request.messages()) {
            tokens += PER_MESSAGE + of(message.role()) + of(message.text()) + of(message.calls());
        }
        for (ChatRequest.Tool tool : request.tools()) {
            tokens += of(tool.name())
                    + of(tool.description())
                    + of(tool.parameters().toString());
        }
        return request.schema().isObject() ? tokens + of(request.schema().toString()) : tokens;
    }

    /** @return the text's first tokens; a character that would be cut in two is left out */
    static String cut(String text, int tokens) {
        IntArrayList encoded = Table.ENCODING.encodeOrdinary(text);
        if (encoded.size() <= tokens) {
            return text;
        }
        IntArrayList first = new IntArrayList(tokens);
        for (int i = 0; i < tokens; i++) {
            first.add(encoded.get(i));
        }
        return Table.ENCODING.decode(first).replace("\uFFFD", "");
    }
}
