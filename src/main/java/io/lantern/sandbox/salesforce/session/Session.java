package io.lantern.sandbox.salesforce.session;

import java.time.Instant;

/**
 * One login.
 *
 * @param userId 18 characters
 * @param orgId 18 characters
 * @param issuedAt when the token was given out
 */
public record Session(String userId, String orgId, Instant issuedAt) {}
