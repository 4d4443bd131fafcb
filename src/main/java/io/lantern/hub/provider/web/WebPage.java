package io.lantern.hub.provider.web;

import java.net.URI;

/**
 * One page as a visitor reads it.
 *
 * @param status how the reading ended
 * @param address it was read from in the end; the one that was asked for when it was not read
 * @param title in its own words; empty when it has none
 * @param text what is visible, a paragraph a line; empty unless the status is {@code READ}
 */
public record WebPage(SiteStatus status, URI address, String title, String text) {}
