package io.lantern.hub.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * @param written whether the record now holds the values; also true when it did before
 * @param code Salesforce's own when it refused; else null
 * @param message Salesforce's own when it refused; else null
 */
public record WriteResult(
        boolean written, @Nullable String code, @Nullable String message) {}
