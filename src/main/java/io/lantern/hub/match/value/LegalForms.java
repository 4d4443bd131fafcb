package io.lantern.hub.match.value;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows which words at the end (some: at the start) of a company's name say only what it is in law. */
final class LegalForms {
    private static final int LONGEST = 5;
    private static final Set<String> AT_END = new HashSet<>();
    private static final Set<String> AT_START = new HashSet<>();

    static {
        for (String line : DataFile.lines("legal-forms.txt")) {
            (line.startsWith("^") ? AT_START : AT_END).add(line.startsWith("^") ? line.substring(1) : line);
        }
    }

    private LegalForms() {}

    /** @param words joined by spaces. @return whether they are a legal form and nothing else */
    static boolean isForm(String words) {
        return AT_END.contains(words);
    }

    /** @param legalForm joined by spaces; empty when there is none */
    record Split(List<String> name, String legalForm) {}

    /** @param words at least one. @return the name keeps at least one word */
    static Split split(List<String> words) {
        List<String> name = words;
        String form = "";
        for (boolean found = true; found; ) {
            found = false;
            for (int size = Math.min(LONGEST, name.size() - 1); size >= 1 && !found; size--) {
                String end = String.join(" ", name.subList(name.size() - size, name.size()));
                if (AT_END.contains(end)) {
                    name = name.subList(0, name.size() - size);
                    form = form.isEmpty() ? end : end + " " + form;
                    found = true;
                }
            }
        }
        for (int size = Math.min(LONGEST, name.size() - 1); size >= 1; size--) {
            String start = String.join(" ", name.subList(0, size));
            if (AT_START.contains(start)) {
                form = form.isEmpty() ? start : form;
                name = name.subList(size, name.size());
                break;
            }
        }
        return new Split(List.copyOf(name), form);
    }
}
