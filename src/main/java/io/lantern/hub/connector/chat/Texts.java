package io.lantern.hub.connector.chat;

import java.util.ArrayList;
import java.util.List;

/** Text in the sizes that services take. */
final class Texts {
    private Texts() {}

    /** @return the text on one line, cut where it is longer */
    static String line(String text, int longest) {
        return cut(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), longest);
    }

    /** @return the text, its end left out and marked where it is longer */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, end(text, 0, longest - 1)) + "…";
    }

    /** @return the text in pieces; what does not fit into so many is left out */
    static List<String> parts(String text, int longest, int most) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty() && parts.size() < most) {
            int end = Math.min(rest.length(), longest);
            int line = rest.lastIndexOf('\n', end);
            int cut = end == rest.length() ? end : line > longest / 2 ? line : end(rest, 0, end);
            parts.add(rest.substring(0, cut));
            rest = rest.substring(cut).strip();
        }
        return parts;
    }

    /** Never between the two halves of a character. */
    private static int end(String text, int begin, int end) {
        return end > begin && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
