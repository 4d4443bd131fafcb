package io.lantern.hub.provider.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * What a visitor reads, line by line. What is hidden from people is left out: it is where pages put text that is meant
 * for machines to be misled by.
 */
final class VisibleText {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_PARAGRAPH = 20_000;
    private static final int MOST_LINES = 100_000;

    /** Of a page without end these many letters are worth the time: a company names itself at its top or its foot. */
    private static final int TOP = 100_000;

    private static final int FOOT = 50_000;
    private static final Set<String> SILENT =
            Set.of("script", "style", "noscript", "template", "svg", "select", "option", "textarea", "head", "iframe");

    private VisibleText() {}

    /** @return no line is blank or longer than 300 characters; white space is single spaces */
    static List<String> lines(Document document) {
        return lines(document, LONGEST_LINE);
    }

    /** @return as {@link #lines}, but long ones whole: up to 20,000 characters */
    static List<String> paragraphs(Document document) {
        return lines(document, LONGEST_PARAGRAPH);
    }

    private static List<String> lines(Document document, int longest) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        document.body().filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element) {
                    if (isSilent(element)) {
                        return FilterResult.SKIP_ENTIRELY;
                    }
                    breakAt(element, line, lines, longest);
                } else if (node instanceof TextNode text) {
                    line.append(text.getWholeText());
                }
                return lines.size() < MOST_LINES ? FilterResult.CONTINUE : FilterResult.STOP;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                if (node instanceof Element element) {
                    breakAt(element, line, lines, longest);
                }
                return FilterResult.CONTINUE;
            }
        });
        end(line, lines, longest);
        return topAndFoot(lines);
    }

    private static List<String> topAndFoot(List<String> lines) {
        int top = 0;
        for (int letters = 0; top < lines.size() && letters < TOP; top++) {
            letters += lines.get(top).length();
        }
        int foot = lines.size();
        for (int letters = 0; foot > top && letters < FOOT; foot--) {
            letters += lines.get(foot - 1).length();
        }
        List<String> kept = new ArrayList<>(lines.subList(0, top));
        kept.addAll(lines.subList(foot, lines.size()));
        return List.copyOf(kept);
    }

    private static boolean isSilent(Element element) {
        String style = element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
        return SILENT.contains(element.normalName())
                || element.hasAttr("hidden")
                || style.contains("display:none")
                || style.contains("visibility:hidden")
                || style.matches(".*(font-size|opacity):0([;p].*)?");
    }

    private static void breakAt(Element element, StringBuilder line, List<String> lines, int longest) {
        if (element.isBlock()
                || element.normalName().equals("br")
                || element.normalName().equals("td")) {
            end(line, lines, longest);
        }
    }

    private static void end(StringBuilder line, List<String> lines, int longest) {
        String text = line.toString()
                .replaceAll("[\\s\\u00a0\\u2000-\\u200b\\u202f\\u3000\\ufeff]+", " ")
                .strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            lines.add(text.length() > longest ? text.substring(0, longest) : text);
        }
    }
}
