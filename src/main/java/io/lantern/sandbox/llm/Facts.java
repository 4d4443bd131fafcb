package io.lantern.sandbox.llm;

import io.lantern.sandbox.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What simple rules find in a text: {@code label: value} lines, addresses, numbers, and a few turns of phrase. */
final class Facts {
    static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>)\\]]+[^\\s\"'<>)\\].,;]");
    static final Pattern PHONE = Pattern.compile("(?<![\\w.])\\+?\\(?\\d[\\d ()/.-]{6,18}\\d(?!\\w)");
    static final Pattern DOMAIN = Pattern.compile("(?i)\\b(?:[a-z0-9-]+\\.)+[a-z]{2,12}\\b");
    static final Pattern DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
    static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|-?\\d+(?:\\.\\d+)?");

    private static final Pattern PAIR = Pattern.compile(
            "(?m)^[\\s\"'*{-]*([\\p{L}][\\p{L}\\p{N} _/-]{0,40}?)[\"'*]*\\s*[:=]\\s*\"?([^\"\\n]{1,300})");

    /** A kind of fact by the words of its name, and the turns of phrase that tell it. */
    private static final Map<Set<String>, Pattern> PHRASES = Map.of(
            Set.of("founded", "founding", "inception", "established"),
            Pattern.compile("(?i)(?:founded|established|started)\\s+(?:in\\s+)?(?:\\w+\\s+)?((?:1[6-9]|20)\\d{2})"),
            Set.of("employee", "headcount", "staff", "size"),
            Pattern.compile("(?i)([\\d][\\d,.]*)\\+?\\s+(?:employees|people|staff|colleagues)"),
            Set.of("city", "headquarter", "location", "based", "hq"),
            Pattern.compile(
                    "(?:headquartered|based|located)\\s+in\\s+(\\p{Lu}[\\p{L}'-]+(?:[ ,]+\\p{Lu}[\\p{L}'-]+){0,3})"),
            Set.of("ceo", "chief", "executive"),
            Pattern.compile(
                    "(?i:CEO|chief executive(?: officer)?)[,:]?\\s+(?i:is\\s+)?(\\p{Lu}[\\p{L}'-]+ \\p{Lu}[\\p{L}'-]+)"));

    private final String text;
    private final Map<String, String> pairs = new LinkedHashMap<>();

    Facts(String text) {
        this.text = text;
        Matcher lines = PAIR.matcher(text);
        while (lines.find()) {
            String value = lines.group(2).strip().replaceAll("[\"',;}]+$", "");
            if (!value.isEmpty() && !value.startsWith("//")) {
                pairs.putIfAbsent(lines.group(1).strip(), value);
            }
        }
    }

    /** @return the value of the label that a name means, else what a turn of phrase tells of it; null without */
    @Nullable
    String of(String name) {
        Set<String> words = Words.of(name);
        return labelled(words).or(() -> phrased(words)).or(() -> byKind(words)).orElse(null);
    }

    /** @return all that a pattern finds, each once */
    List<String> all(Pattern pattern) {
        List<String> found = new ArrayList<>();
        pattern.matcher(text)
                .results()
                .map(hit -> hit.group().strip())
                .distinct()
                .forEach(found::add);
        return found;
    }

    private Optional<String> labelled(Set<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> same = pairs.entrySet().stream()
                .filter(pair -> Words.of(pair.getKey()).equals(words))
                .map(Map.Entry::getValue)
                .findFirst();
        return same.or(() -> pairs.entrySet().stream()
                .filter(pair -> words.containsAll(Words.of(pair.getKey()))
                        && !Words.of(pair.getKey()).isEmpty())
                .map(Map.Entry::getValue)
                .findFirst());
    }

    private Optional<String> phrased(Set<String> words) {
        return PHRASES.entrySet().stream()
                .filter(phrase -> phrase.getKey().stream().anyMatch(words::contains))
                .map(phrase -> phrase.getValue().matcher(text))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .findFirst();
    }

    private Optional<String> byKind(Set<String> words) {
        if (words.contains("email") || words.contains("mail")) {
            return all(EMAIL).stream().findFirst();
        }
        if (words.contains("phone") || words.contains("telephone") || words.contains("mobile")) {
            return all(PHONE).stream().findFirst();
        }
        if (words.contains("website") || words.contains("url") || words.contains("link")) {
            return all(URL).stream().findFirst();
        }
        if (words.contains("domain")) {
            return all(DOMAIN).stream().findFirst();
        }
        return words.contains("date") ? all(DATE).stream().findFirst() : Optional.empty();
    }
}
