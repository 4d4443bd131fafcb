package io.lantern.sandbox.salesforce.store;

import org.jspecify.annotations.Nullable;

/**
 * Who writes.
 *
 * @param userId 18-character user id
 * @param client from {@code Sforce-Call-Options: client=}; null when not given
 * @param api {@code rest}, {@code soap} or {@code seed}, for changeOrigin
 * @param apiVersion for example {@code 60.0}
 */
public record Actor(String userId, @Nullable String client, String api, String apiVersion) {}
