package io.lantern.hub.match.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The word lists of this room, {@code match/*.txt} on the class path: one entry per line, {@code #} comments. */
final class DataFile {
    private DataFile() {}

    static List<String> lines(String name) {
        try (InputStream file = DataFile.class.getResourceAsStream("/match/" + name)) {
            if (file == null) {
                throw new IllegalStateException("The word list match/" + name + " is not on the class path");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> words(String name) {
        return Set.copyOf(lines(name));
    }

    /** @return each word of a line to the line's first word, itself included */
    static Map<String, String> variants(String name) {
        Map<String, String> variants = new HashMap<>();
        for (String line : lines(name)) {
            String[] words = line.split(" ");
            for (String word : words) {
                variants.putIfAbsent(word, words[0]);
            }
        }
        return Map.copyOf(variants);
    }
}
