package io.lantern.hub.audit;

import java.io.InputStream;

/**
 * A part of the log on its way out. Read it once, to the end: rows are fetched as it is read, so its size in
 * memory does not depend on how many there are.
 *
 * @param contentType media type with character set
 * @param content UTF-8
 */
public record RoutingLog(String contentType, InputStream content) {}
