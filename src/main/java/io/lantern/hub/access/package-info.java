/**
 * Tenants, API keys and scopes. Tables {@code access_*}.
 */
@NullMarked
package io.lantern.hub.access;

import org.jspecify.annotations.NullMarked;
