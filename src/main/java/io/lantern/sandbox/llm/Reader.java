package io.lantern.sandbox.llm;

import io.lantern.sandbox.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers in words: quotes the sentences that share most with the question, and names where they are from.
 *
 * <p>As gullible as a real model can be: it does what a user's words tell it, even when they tell it to forget the
 * rest. Only a text that a system message calls data is merely read.
 */
final class Reader {
    static final String LABEL = "[sandbox model] ";

    private static final Pattern TAKEOVER =
            Pattern.compile("(?is)\\b(?:ignore|disregard|forget)\\b[^.:\\n]{0,40}\\binstructions\\b[^\\n]{0,20}?"
                    + "\\b(?:say|answer|reply|respond|write|output|print)\\b(?: only| with| exactly)*:?\\s*([^\\n]+)");
    private static final Pattern OPTIONS = Pattern.compile("(?i)\\bone of(?: these)?:?\\s+([^.?!\\n]+)");
    private static final int LONGEST_QUOTE = 400;

    private final Material material;
    private final int sentences;

    /** @param sentences most it quotes */
    Reader(Material material, int sentences) {
        this.material = material;
        this.sentences = sentences;
    }

    /** @return the answer to the question, labelled */
    String answer() {
        String ordered = takenOver();
        if (ordered != null) {
            return ordered;
        }
        String option = option();
        return LABEL + (option == null ? about(material.topic()) : option);
    }

    /** @return what somebody who was obeyed told the model to say; null when nobody did */
    @Nullable
    String takenOver() {
        Matcher order = TAKEOVER.matcher(material.said());
        return order.find() ? order.group(1).strip() : null;
    }

    /** @return the sentences that share most with a topic, in their order, each with its source's number */
    String about(String topic) {
        List<String> all = material.sentences();
        List<String> best = Words.ranked(Words.of(topic), all).stream()
                .filter(sentence -> !sentence.equals(topic))
                .limit(sentences)
                .toList();
        List<String> chosen = best.isEmpty() ? all.stream().limit(sentences).toList() : best;
        if (chosen.isEmpty()) {
            return "I was shown nothing to read.";
        }
        List<String> sources = material.sources();
        List<String> quotes = new ArrayList<>();
        for (String sentence : all) {
            if (chosen.contains(sentence) && quotes.size() < sentences) {
                String source = material.sourceOf(sentence);
                String shortened = sentence.substring(0, Math.min(LONGEST_QUOTE, sentence.length()));
                quotes.add(source == null ? shortened : shortened + " [" + (sources.indexOf(source) + 1) + "]");
            }
        }
        return String.join(" ", quotes);
    }

    /** A sentence of the material. @param source where it stands */
    record Quote(String source, String sentence) {}

    /** @return the sentences that share most with the question and say where they are from, the best first */
    List<Quote> quotes() {
        String topic = material.topic();
        List<Quote> quotes = new ArrayList<>();
        for (String sentence : Words.ranked(Words.of(topic), material.sentences())) {
            String source = material.sourceOf(sentence);
            if (source != null && quotes.size() < sentences) {
                quotes.add(new Quote(source, sentence.substring(0, Math.min(LONGEST_QUOTE, sentence.length()))));
            }
        }
        return quotes;
    }

    /** @return what to search for: the telling words of the question, then only the names among them */
    List<String> searches() {
        List<String> words = Pattern.compile("[^\\p{L}\\p{N}'-]+")
                .splitAsStream(material.topic())
                .filter(word -> !Words.of(word).isEmpty())
                .toList();
        List<String> names = words.stream()
                .filter(word -> Character.isUpperCase(word.codePointAt(0)))
                .toList();
        return List.of(words, names).stream()
                .map(some -> String.join(" ", some))
                .filter(query -> !query.isEmpty())
                .distinct()
                .toList();
    }

    /** @return of several words the one the material speaks of most; null when it speaks of none */
    @Nullable
    String mostMentioned(List<String> options) {
        String text = material.text().toLowerCase(Locale.ROOT);
        Set<String> words = Words.of(text);
        String best = null;
        int most = 0;
        for (String option : options) {
            String plain = option.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
            int mentions = 10 * (text.split(Pattern.quote(plain), -1).length - 1)
                    + (int) Words.of(option).stream().filter(words::contains).count();
            if (mentions > most) {
                best = option;
                most = mentions;
            }
        }
        return best;
    }

    private @Nullable String option() {
        Matcher offered = OPTIONS.matcher(material.topic());
        if (!offered.find()) {
            return null;
        }
        List<String> options = Pattern.compile("\\s*(?:,| or )\\s*")
                .splitAsStream(offered.group(1))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .toList();
        return options.size() < 2 ? null : mostMentioned(options);
    }
}
