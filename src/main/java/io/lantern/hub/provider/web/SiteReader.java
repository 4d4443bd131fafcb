package io.lantern.hub.provider.web;

import io.lantern.hub.provider.web.Fetched.Answer;
import io.lantern.hub.provider.web.Fetched.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one site: its home page, and the few pages that say who the company is. Good for one reading. */
final class SiteReader {
    private final WebSettings settings;
    private final PageClient client;
    private final Robots robots;
    private final long end;
    private final Set<URI> seen = new HashSet<>();
    private final List<Page> pages = new ArrayList<>();

    SiteReader(WebSettings settings, PageClient client) {
        this(settings, client, settings.siteTimeout());
    }

    /** @param time for everything that is read */
    SiteReader(WebSettings settings, PageClient client, Duration time) {
        this.settings = settings;
        this.client = client;
        this.robots = new Robots(settings.robotName(), uri -> follow(uri, uri2 -> Optional.empty()));
        this.end = System.nanoTime() + time.toNanos();
    }

    /**
     * What was read.
     *
     * @param pages home page first; empty unless the status is {@code READ}
     */
    record Reading(SiteStatus status, List<Page> pages) {
        Reading {
            pages = List.copyOf(pages);
        }
    }

    private interface Permission {
        Optional<SiteStatus> objection(URI page);
    }

    /** @param starts addresses of the home page, tried in turn while nobody is there */
    Reading read(List<URI> starts) {
        SiteStatus status = SiteStatus.NO_SITE;
        for (URI start : starts) {
            status = add(start, Page.Kind.HOME);
            if (status != SiteStatus.NO_SITE && status != SiteStatus.UNREACHABLE) {
                break;
            }
        }
        if (status != SiteStatus.READ) {
            return new Reading(status, List.of());
        }
        readFrames();
        for (Links.Link link : Links.worthReading(pages)) {
            if (pages.size() < settings.maxPages()) {
                add(link.uri(), link.kind());
            }
        }
        return new Reading(SiteStatus.READ, pages);
    }

    /** Reads this page, wherever it leads, and no other. */
    Reading readOnly(URI page) {
        return new Reading(add(page, Page.Kind.HOME), pages);
    }

    /** A page of frames has no text of its own. */
    private void readFrames() {
        for (URI frame : Links.frames(pages.get(0))) {
            if (pages.size() < settings.maxPages()) {
                add(frame, Page.Kind.HOME);
            }
        }
    }

    private SiteStatus add(URI uri, Page.Kind kind) {
        URI next = uri;
        for (int hop = 0; hop <= settings.maxRedirects(); hop++) {
            if (!seen.add(next)) {
                return SiteStatus.TOO_MANY_REDIRECTS;
            }
            Fetched fetched = follow(next, robots::objection);
            if (fetched instanceof Failure failure) {
                return failure.why();
            }
            Answer answer = (Answer) fetched;
            if (answer.status() != 200) {
                return SiteStatus.NOT_FOUND;
            }
            if (!isPage(answer)) {
                return SiteStatus.NOT_HTML;
            }
            Page page = Page.of(answer, kind);
            Optional<URI> refresh = Links.refresh(page);
            if (refresh.isEmpty() || seen.contains(refresh.get())) {
                seen.add(page.uri());
                pages.add(page);
                return SiteStatus.READ;
            }
            next = refresh.get();
        }
        return SiteStatus.TOO_MANY_REDIRECTS;
    }

    private Fetched follow(URI uri, Permission permission) {
        URI next = uri;
        for (int hop = 0; hop <= settings.maxRedirects(); hop++) {
            if (!PublicAddresses.mayBeCalled(next)) {
                return new Failure(SiteStatus.REFUSED_ADDRESS);
            }
            Optional<SiteStatus> objection = permission.objection(next);
            if (objection.isPresent()) {
                return new Failure(objection.get());
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative()) {
                return new Failure(SiteStatus.TOO_SLOW);
            }
            Fetched fetched = client.get(next, left);
            if (!(fetched instanceof Answer answer) || !answer.isRedirect() || answer.location() == null) {
                return fetched;
            }
            Optional<URI> target = Links.resolve(next, answer.location());
            if (target.isEmpty()) {
                return new Failure(SiteStatus.REFUSED_ADDRESS);
            }
            next = target.get();
        }
        return new Failure(SiteStatus.TOO_MANY_REDIRECTS);
    }

    private static boolean isPage(Answer answer) {
        @Nullable String type = answer.contentType();
        if (type == null || type.isBlank()) {
            return true;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/html") || lower.startsWith("application/xhtml");
    }
}
