package io.lantern.hub.provider.web;

import java.net.URI;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * One page that was read.
 *
 * @param uri it was read from, after all redirects
 * @param document as it came; may lack anything
 * @param lines what a visitor reads, see {@link VisibleText}
 * @param kind where in the site it was found
 */
record Page(URI uri, Document document, List<String> lines, Kind kind) {

    /** Where a page is in its site: an imprint says who a company is in law, an about page how large it is. */
    enum Kind {
        HOME,
        IMPRINT,
        CONTACT,
        ABOUT
    }

    static Page of(Fetched.Answer answer, Kind kind) {
        String html = PageText.decode(answer.body(), answer.contentType());
        Document document = Jsoup.parse(html, answer.uri().toString());
        return new Page(answer.uri(), document, VisibleText.lines(document), kind);
    }

    /** @return content of a {@code meta} by its {@code property} or {@code name}; blank when there is none */
    String meta(String name) {
        Element meta = document.selectFirst("meta[property=%1$s],meta[name=%1$s]".formatted(name));
        return meta == null ? "" : meta.attr("content").strip();
    }
}
