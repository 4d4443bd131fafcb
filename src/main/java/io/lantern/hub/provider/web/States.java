package io.lantern.hub.provider.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** States that are written as codes in addresses, of the United States, Canada and Australia. */
final class States {
    private static final Map<String, State> BY_NAME = read();

    private States() {}

    private record State(String code, String country, String name) {}

    /** @return a pattern of the codes and names of a country's states, without groups */
    static String pattern(String country) {
        return BY_NAME.values().stream()
                .filter(state -> state.country().equals(country))
                .flatMap(state -> java.util.stream.Stream.of(state.code(), state.name()))
                .distinct()
                .sorted(java.util.Comparator.comparing(String::length).reversed())
                .map(word -> word.length() <= 3 ? word : "(?i:" + Pattern.quote(word) + ")")
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    /** @return the code where there is one in that country, else as written; null of null and blank */
    static @Nullable String code(@Nullable String written, @Nullable String country) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String text = written.strip();
        return Optional.ofNullable(BY_NAME.get(country + " " + text.toLowerCase(Locale.ROOT)))
                .map(State::code)
                .orElse(text);
    }

    private static Map<String, State> read() {
        Map<String, State> states = new HashMap<>();
        for (String[] row : PageWords.rows("state-codes.csv", 3)) {
            State state = new State(row[0], row[1], row[2]);
            states.put(row[1] + " " + row[2], state);
            states.put(row[1] + " " + row[0].toLowerCase(Locale.ROOT), state);
        }
        return Map.copyOf(states);
    }
}
