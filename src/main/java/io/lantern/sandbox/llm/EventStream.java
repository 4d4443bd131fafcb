package io.lantern.sandbox.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer as server-sent events, a word at a time.
 *
 * @param frame what every event has
 * @param usage told at the end; null when it was not asked for
 * @param pause milliseconds before each word
 * @param words after which the stream ends without a word of its end
 */
record EventStream(
        Completion completion, ObjectNode frame, @Nullable ObjectNode usage, int pause, int words) {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*$|\\s*\\S+");

    void to(OutputStream client) throws IOException {
        send(client, choice(completion.start(), null));
        String text = completion.text() == null ? "" : completion.text();
        List<String> pieces =
                WORD.matcher(text).results().map(MatchResult::group).toList();
        for (int i = 0; i < pieces.size(); i++) {
            if (i >= words) {
                return;
            }
            if (pause > 0) {
                ModelFaults.pause(pause);
            }
            send(client, choice(JsonNodeFactory.instance.objectNode().put("content", pieces.get(i)), null));
        }
        send(client, choice(JsonNodeFactory.instance.objectNode(), completion.finish()));
        if (usage != null) {
            ObjectNode last = frame.deepCopy();
            last.putArray("choices");
            last.set("usage", usage);
            send(client, last);
        }
        write(client, "[DONE]");
    }

    private ObjectNode choice(ObjectNode delta, @Nullable String finish) {
        ObjectNode event = frame.deepCopy();
        ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return event;
    }

    private static void send(OutputStream client, ObjectNode event) throws IOException {
        write(client, event.toString());
    }

    private static void write(OutputStream client, String data) throws IOException {
        client.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }
}
