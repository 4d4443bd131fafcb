package io.lantern.hub.provider.web;

import io.lantern.hub.provider.web.SiteReader.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** Reads single pages, with the same care as a company's website. */
@Component
public class WebPages {
    private static final int LONGEST_TITLE = 300;

    private final WebSettings settings;
    private final PageClient client;

    WebPages(WebSettings settings, PageClient client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * Reads a page, unless its site's robots.txt forbids it or it is not public.
     *
     * @param address absolute
     * @param time longest time this may take; the settings may give a site less
     */
    public WebPage read(URI address, Duration time) {
        Duration longest = time.compareTo(settings.siteTimeout()) < 0 ? time : settings.siteTimeout();
        Reading reading = new SiteReader(settings, client, longest).readOnly(address);
        if (reading.status() != SiteStatus.READ) {
            return new WebPage(reading.status(), address, "", "");
        }
        Page page = reading.pages().get(0);
        return new WebPage(
                SiteStatus.READ, page.uri(), title(page), String.join("\n", VisibleText.paragraphs(page.document())));
    }

    private static String title(Page page) {
        Element heading = page.document().selectFirst("h1");
        String title = Stream.of(page.document().title(), page.meta("og:title"), heading == null ? "" : heading.text())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
    }
}
