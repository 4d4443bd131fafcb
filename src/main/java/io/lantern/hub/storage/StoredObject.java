package io.lantern.hub.storage;

import java.net.URI;

/**
 * An object that is stored whole.
 *
 * @param uri such as {@code s3://bucket/1/run_7/result.csv}
 * @param size in bytes
 */
public record StoredObject(URI uri, long size) {}
