package io.lantern.hub.provider.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words by which pages in many languages are understood: {@code provider/page-words.txt}. */
final class PageWords {
    private static final Map<String, Pattern> GROUPS = groups();

    private PageWords() {}

    /** @return what a link with these words most likely leads to */
    static Optional<Page.Kind> kindOf(String words) {
        return List.of(Page.Kind.IMPRINT, Page.Kind.CONTACT, Page.Kind.ABOUT).stream()
                .filter(kind -> group(kind.name().toLowerCase(Locale.ROOT))
                        .matcher(words)
                        .find())
                .findFirst();
    }

    /** @return a pattern that finds any word of the group */
    static Pattern group(String name) {
        return Objects.requireNonNull(GROUPS.get(name), name);
    }

    /** A file of {@code [group]} headings with one expression per line; letters match in any case. */
    private static Map<String, Pattern> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        String group = "";
        for (String line : text("page-words.txt").lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                group = line.substring(1, line.length() - 1);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                groups.computeIfAbsent(group, name -> new java.util.ArrayList<>())
                        .add(line);
            }
        }
        return groups.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        words -> Pattern.compile(
                                "(?:" + String.join("|", words.getValue()) + ")",
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
    }

    /** @return the rows of {@code provider/<file>} that are no comments, cut at their first commas */
    static List<String[]> rows(String file, int columns) {
        return text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split(",", columns))
                .toList();
    }

    private static String text(String name) {
        try (InputStream file = PageWords.class.getResourceAsStream("/provider/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
