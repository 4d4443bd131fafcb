package io.lantern.sandbox.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the messages hold, told apart as a careful model would: what was said, and what was only shown.
 *
 * @param said the users' words
 * @param question the last user's words
 * @param shown texts to read: blocks {@code <data-…>} that a system message calls data, and results of tools
 */
record Material(String said, String question, List<Shown> shown) {
    private static final Pattern BLOCK =
            Pattern.compile("(?s)<(data-[0-9a-f]{8,64})(?: source=\"([^\"]*)\")?>\\s*(.*?)\\s*</\\1>");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+(?=[\\p{Lu}\\d\"'(])|\\n+");

    /** One text to read. @param source where it is from; empty when that is not said */
    record Shown(String source, String text) {}

    static Material of(ChatRequest request) {
        StringBuilder rules = new StringBuilder();
        StringBuilder said = new StringBuilder();
        String question = "";
        List<Shown> shown = new ArrayList<>();
        request.messages().stream()
                .filter(ChatRequest.Message::isSystem)
                .forEach(message -> rules.append(message.text()).append('\n'));
        for (ChatRequest.Message message : request.messages()) {
            if (message.role().equals("tool")) {
                shown.add(new Shown("", message.text()));
            } else if (message.role().equals("user")) {
                question = takeOut(message.text(), rules.toString(), shown);
                said.append(question).append('\n');
            }
        }
        return new Material(said.toString().strip(), question.strip(), List.copyOf(shown));
    }

    /** @return everything there is to read; the users' own words when nothing was shown */
    String text() {
        if (shown.isEmpty()) {
            return said;
        }
        StringBuilder text = new StringBuilder();
        shown.forEach(part -> text.append(part.text()).append('\n'));
        return text.toString().strip();
    }

    /** @return the sentences and lines there are to read, in their order */
    List<String> sentences() {
        return SENTENCE.splitAsStream(text())
                .map(String::strip)
                .filter(sentence -> sentence.length() > 2 && !(shown.isEmpty() && sentence.endsWith("?")))
                .toList();
    }

    /** @return what the last user asks: the sentences with a question mark, else the last line */
    String topic() {
        List<String> parts = SENTENCE.splitAsStream(question)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        List<String> asked = parts.stream().filter(part -> part.endsWith("?")).toList();
        if (!asked.isEmpty()) {
            return String.join(" ", asked);
        }
        return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    }

    /** @return the sources that were named, in their order */
    List<String> sources() {
        return shown.stream()
                .map(Shown::source)
                .filter(source -> !source.isEmpty())
                .distinct()
                .toList();
    }

    /** @return the source of a sentence; null when it has none */
    @Nullable
    String sourceOf(String sentence) {
        return shown.stream()
                .filter(part -> part.text().contains(sentence) && !part.source().isEmpty())
                .map(Shown::source)
                .findFirst()
                .orElse(null);
    }

    /** A block that no system message calls data is taken for what somebody says, as a simple model would. */
    private static String takeOut(String text, String rules, List<Shown> shown) {
        Matcher blocks = BLOCK.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (blocks.find()) {
            if (rules.contains(blocks.group(1))) {
                String source = blocks.group(2) == null ? "" : blocks.group(2);
                shown.add(new Shown(source, blocks.group(3)));
                blocks.appendReplacement(rest, "");
            } else {
                blocks.appendReplacement(rest, Matcher.quoteReplacement(blocks.group()));
            }
        }
        return blocks.appendTail(rest).toString();
    }
}
