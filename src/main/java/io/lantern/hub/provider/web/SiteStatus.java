package io.lantern.hub.provider.web;

import java.util.Locale;

/** How the reading of a website ended. */
public enum SiteStatus {
    /** At least its home page was read. */
    READ,
    /** It was read, and offers its own name for sale or waits for a company to come. */
    PARKED,
    /** The name is in no DNS. */
    NO_SITE,
    /** Nobody answered, or not in HTTP. */
    UNREACHABLE,
    /** The home page did not come within the time given to a page. */
    TOO_SLOW,
    /** It is, or leads to, something other than a public http or https address on its usual port. */
    REFUSED_ADDRESS,
    /** Its robots.txt wants no robot here, or could not be read though there is one. */
    ROBOTS_FORBID,
    /** The server answered with an error. */
    NOT_FOUND,
    /** It leads on more often than is followed. */
    TOO_MANY_REDIRECTS,
    /** It is no page. */
    NOT_HTML;

    /** @return as it is written in answers: {@code robots_forbid} */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
