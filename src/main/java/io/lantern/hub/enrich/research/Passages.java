package io.lantern.hub.enrich.research;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Of a page that is too long for the model, the parts worth reading: its beginning, and what speaks of the question. */
final class Passages {
    private static final String GAP = "[…]";
    private static final int SHORTEST_WORD = 3;

    private Passages() {}

    /** @param letters about how long it may be */
    static String of(String text, String question, int letters) {
        if (text.length() <= letters) {
            return text;
        }
        List<String> paragraphs = text.lines()
                .map(line -> line.length() > letters / 2 ? line.substring(0, letters / 2) : line)
                .toList();
        TreeSet<Integer> chosen = new TreeSet<>();
        int used = 0;
        for (int i : order(paragraphs, words(question), letters / 4)) {
            int length = paragraphs.get(i).length() + 1;
            if (used + length <= letters) {
                chosen.add(i);
                used += length;
            }
        }
        return joined(paragraphs, chosen);
    }

    /** @return places of the paragraphs, the worthiest first: those of the head, then by words shared */
    private static List<Integer> order(List<String> paragraphs, Set<String> words, int head) {
        LinkedHashSet<Integer> order = new LinkedHashSet<>();
        for (int i = 0, letters = 0; i < paragraphs.size() && letters < head; i++) {
            order.add(i);
            letters += paragraphs.get(i).length();
        }
        int[] shared = paragraphs.stream()
                .mapToInt(paragraph -> shared(words, paragraph))
                .toArray();
        IntStream.range(0, paragraphs.size())
                .boxed()
                .sorted(Comparator.comparing(i -> -shared[i]))
                .forEach(order::add);
        return List.copyOf(order);
    }

    private static String joined(List<String> paragraphs, TreeSet<Integer> chosen) {
        StringBuilder text = new StringBuilder();
        int last = -1;
        for (int i : chosen) {
            text.append(i == last + 1 ? "" : GAP + "\n")
                    .append(paragraphs.get(i))
                    .append('\n');
            last = i;
        }
        return text.toString().strip();
    }

    private static int shared(Set<String> words, String paragraph) {
        Set<String> there = words(paragraph);
        there.retainAll(words);
        return there.size();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }
}
