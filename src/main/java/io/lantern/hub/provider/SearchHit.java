package io.lantern.hub.provider;

import java.net.URI;

/**
 * One page that a search names. All of it was written by others.
 *
 * @param address http or https, absolute
 * @param title empty when the search gives none
 */
public record SearchHit(URI address, String title) {}
