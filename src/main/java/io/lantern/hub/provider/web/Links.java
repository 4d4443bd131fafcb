package io.lantern.hub.provider.web;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Where a page leads. */
final class Links {
    private static final Pattern REFRESH = Pattern.compile("(?i)^\\s*(\\d+)[^;,]*[;,]\\s*url\\s*=\\s*['\"]?([^'\">]+)");
    private static final int SOON = 15;
    private static final int MOST_FRAMES = 3;

    private Links() {}

    /** A page of the same site that may say who the company is. */
    record Link(URI uri, Page.Kind kind) {}

    /** @return best first: imprint, contact, about; each address once */
    static List<Link> worthReading(List<Page> pages) {
        Map<URI, Link> links = new LinkedHashMap<>();
        for (Page page : pages) {
            for (Element anchor : page.document().select("a[href],area[href]")) {
                String words = plain(anchor.text() + " " + anchor.attr("title") + " " + path(anchor.attr("href")));
                Optional<URI> uri = resolve(page.uri(), anchor.attr("href"));
                PageWords.kindOf(words)
                        .filter(kind -> uri.isPresent() && isSameSite(page.uri(), uri.get()))
                        .ifPresent(kind -> links.putIfAbsent(uri.get(), new Link(uri.get(), kind)));
            }
        }
        return links.values().stream().sorted(Comparator.comparing(Link::kind)).toList();
    }

    static List<URI> frames(Page page) {
        List<URI> frames = new ArrayList<>();
        for (Element frame : page.document().select("frame[src]")) {
            resolve(page.uri(), frame.attr("src"))
                    .filter(uri -> isSameSite(page.uri(), uri))
                    .ifPresent(frames::add);
        }
        return frames.subList(0, Math.min(MOST_FRAMES, frames.size()));
    }

    /** @return where the page sends its visitors by itself, within seconds */
    static Optional<URI> refresh(Page page) {
        Element meta = page.document().selectFirst("meta[http-equiv~=(?i)^refresh$]");
        Matcher refresh = REFRESH.matcher(meta == null ? "" : meta.attr("content"));
        return refresh.find() && refresh.group(1).length() < 4 && Integer.parseInt(refresh.group(1)) <= SOON
                ? resolve(page.uri(), refresh.group(2).strip())
                : Optional.empty();
    }

    /** @return empty when it is no address of the web; without fragment, the host in ASCII */
    static Optional<URI> resolve(URI base, String reference) {
        String text = reference.strip().replace(" ", "%20").replaceFirst("#.*$", "");
        try {
            URI uri = base.resolve(text.isEmpty() ? base.getRawPath() : text);
            if (uri.getHost() == null && uri.getRawAuthority() != null) {
                uri = new URI(uri.getScheme() + "://" + IDN.toASCII(uri.getRawAuthority()) + uri.getRawPath());
            }
            if (uri.getHost() == null) {
                return Optional.empty();
            }
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return Optional.of(URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://"
                    + uri.getRawAuthority().toLowerCase(Locale.ROOT) + path + query));
        } catch (IllegalArgumentException | URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    static boolean isSameSite(URI a, URI b) {
        return SiteName.registrable(a.getHost()).equals(SiteName.registrable(b.getHost()));
    }

    private static String path(String href) {
        return href.replaceFirst("^https?://[^/]*", "").replaceAll("[-_/.%]+", " ");
    }

    /** Lower case without accents, so that "Über uns" and "ueber-uns" are found by few words. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }
}
