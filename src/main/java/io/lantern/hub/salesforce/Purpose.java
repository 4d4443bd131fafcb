package io.lantern.hub.salesforce;

/** Why an API call is made. Calls are counted by purpose in the metric {@code lantern.salesforce.calls}. */
public enum Purpose {
    LOGIN,
    DESCRIBE,
    READ,
    MATCH,
    MIRROR,
    POLL,
    BACKFILL,
    CONVERT,
    MERGE,
    ASSIGN,
    WRITE_BACK,
    HEALTH
}
