/**
 * Webhooks: any system that takes JSON by POST, signed as https://www.standardwebhooks.com says, so that it can tell
 * who sent it and drop what comes twice.
 */
@NullMarked
package io.lantern.hub.connector.webhook;

import org.jspecify.annotations.NullMarked;
