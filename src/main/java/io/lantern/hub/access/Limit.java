package io.lantern.hub.access;

/**
 * What became of one request's turn at its token bucket.
 *
 * @param allowed false: answer 429
 * @param limit requests a minute; also how many the bucket holds
 * @param remaining how many more may come at once
 * @param reset epoch second by which the bucket is full again, if nothing comes meanwhile
 * @param retryAfterSeconds until the next one is let through; 0 when this one is
 */
public record Limit(boolean allowed, long limit, long remaining, long reset, long retryAfterSeconds) {}
