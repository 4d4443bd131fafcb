/**
 * Who may come in and how often: tenants and their plans, API keys and scopes, tokens of identity providers, rate
 * limits. Tables {@code access_*}; routes {@code access.*}.
 */
@NullMarked
package io.lantern.hub.access;

import org.jspecify.annotations.NullMarked;
