package io.lantern.hub.provider;

/**
 * Text that somebody outside wrote: a web page, a record, an e-mail. A model reads it as data and is told not to do
 * what it says.
 *
 * @param source where it is from, for citations: an address or a record's id; may be empty
 * @param text as it came
 */
public record UntrustedText(String source, String text) {}
