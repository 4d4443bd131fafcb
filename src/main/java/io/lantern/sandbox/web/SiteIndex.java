package io.lantern.sandbox.web;

import io.lantern.sandbox.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The words of all pages that the sites' home pages lead to. A page is found when it has half of what a query says,
 * rare words weighing more; robots.txt is not asked, so that who reads the pages must.
 */
final class SiteIndex {
    private static final int PAGES_OF_A_SITE = 12;
    private static final int LONGEST_CONTENT = 300;
    private static final int MOST_HITS = 20;
    private static final double TITLE = 0.5;

    private final List<Entry> entries;
    private final Map<String, Integer> frequency = new HashMap<>();

    private SiteIndex(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> entry.words.forEach(word -> frequency.merge(word, 1, Integer::sum)));
    }

    /** One page that was found. @param content its beginning */
    record Hit(String url, String title, String content, double score) {}

    private record Entry(String url, String title, String content, Set<String> titleWords, Set<String> words) {}

    static SiteIndex read() {
        List<Entry> entries = new ArrayList<>();
        for (String host : Site.hosts()) {
            Site site = Site.read(host);
            Deque<String> open = new ArrayDeque<>(List.of("/"));
            Set<String> seen = new HashSet<>(open);
            for (int pages = 0; pages < PAGES_OF_A_SITE && !open.isEmpty(); pages++) {
                String path = open.removeFirst();
                Document page = page(site, path);
                if (page != null) {
                    entries.add(entry(site.address(path), page));
                    links(page, host).stream().filter(seen::add).forEach(open::add);
                }
            }
        }
        return new SiteIndex(entries);
    }

    /** @return the best first; of equals the first in the list of sites */
    List<Hit> search(String query) {
        Set<String> words = Words.of(query);
        double whole = words.stream().mapToDouble(this::weight).sum();
        return entries.stream()
                .map(entry -> new Hit(entry.url, entry.title, entry.content, score(entry, words)))
                .filter(hit -> hit.score() > 0 && hit.score() >= whole / 2)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(MOST_HITS)
                .toList();
    }

    private double score(Entry entry, Set<String> words) {
        return words.stream()
                .mapToDouble(word -> weight(word)
                        * ((entry.words.contains(word) ? 1 : 0) + (entry.titleWords.contains(word) ? TITLE : 0)))
                .sum();
    }

    private double weight(String word) {
        return Math.log(1.0 + (double) entries.size() / (1 + frequency.getOrDefault(word, 0)));
    }

    private static Entry entry(String url, Document page) {
        String text = page.body().text();
        String content = text.substring(0, Math.min(LONGEST_CONTENT, text.length()));
        Set<String> title = Words.of(page.title());
        Set<String> words = new HashSet<>(Words.of(text));
        words.addAll(title);
        return new Entry(url, page.title(), content, title, words);
    }

    private static @Nullable Document page(Site site, String path) {
        byte[] bytes = site.page(path);
        try {
            return bytes == null ? null : Jsoup.parse(new ByteArrayInputStream(bytes), null, site.address(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return paths on the same host */
    private static List<String> links(Document page, String host) {
        List<String> paths = new ArrayList<>();
        for (Element link : page.select("a[href],frame[src]")) {
            String reference = link.hasAttr("href") ? link.attr("href") : link.attr("src");
            try {
                URI target = URI.create(page.baseUri()).resolve(reference.strip());
                if (host.equals(withoutWww(target.getHost())) && target.getRawPath() != null) {
                    paths.add(target.getRawPath().isEmpty() ? "/" : target.getRawPath());
                }
            } catch (IllegalArgumentException noAddress) {
                continue;
            }
        }
        return paths;
    }

    private static String withoutWww(@Nullable String host) {
        return host == null ? "" : host.replaceFirst("^www\\.", "");
    }
}
