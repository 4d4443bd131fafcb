package io.lantern.hub.provider.web;

import io.lantern.hub.provider.web.CompanyProfile.Facts;
import io.lantern.hub.provider.web.SiteReader.Reading;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads the website of a company. The door of this package. */
@Component
public class CompanyWebsite {
    private final WebSettings settings;
    private final PageClient client;

    CompanyWebsite(WebSettings settings, PageClient client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * Reads the home page and a few others. May block as long as the settings give a site.
     *
     * @param website domain or address; only its host counts, and its scheme where it has one
     */
    public CompanyProfile read(String website) {
        List<URI> starts = starts(website);
        if (starts.isEmpty()) {
            return new CompanyProfile(SiteStatus.REFUSED_ADDRESS, List.of());
        }
        Reading reading = new SiteReader(settings, client).read(starts);
        if (reading.status() != SiteStatus.READ) {
            return new CompanyProfile(reading.status(), List.of());
        }
        if (isParked(reading.pages().get(0))) {
            return new CompanyProfile(SiteStatus.PARKED, List.of());
        }
        Facts facts = new Facts();
        new CompanyFacts(reading.pages()).into(facts);
        return new CompanyProfile(SiteStatus.READ, facts.all());
    }

    /** By https first; by http for those who have only that; with {@code www.} for those who forgot the bare name. */
    private static List<URI> starts(String website) {
        String text = website.strip();
        boolean hasScheme = text.matches("(?i)[a-z][a-z0-9+.-]*://.*");
        return Links.resolve(URI.create("https://none.invalid/"), hasScheme ? text : "https://" + text).stream()
                .filter(PublicAddresses::mayBeCalled)
                .map(URI::getHost)
                .flatMap(host -> Stream.of(
                        "https://" + host + "/",
                        "http://" + host + "/",
                        host.startsWith("www.") ? "" : "https://www." + host + "/"))
                .filter(address -> !address.isEmpty())
                .map(URI::create)
                .toList();
    }

    private static boolean isParked(Page home) {
        String text = home.document().title() + "\n" + String.join("\n", home.lines());
        return text.length() < 3_000
                && PageWords.group("parked").matcher(text).find()
                && Optional.of(home).flatMap(Organisation::of).isEmpty();
    }
}
