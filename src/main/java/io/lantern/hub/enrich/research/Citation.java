package io.lantern.hub.enrich.research;

import org.jspecify.annotations.Nullable;

/**
 * A passage that an answer rests on.
 *
 * @param url of the page, which was read
 * @param title of the page; null when it has none
 * @param quote stands in the page's text, but for white space
 */
record Citation(String url, @Nullable String title, String quote) {}
