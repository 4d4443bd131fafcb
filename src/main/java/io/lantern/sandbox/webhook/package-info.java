/**
 * A receiver of webhooks that checks signatures as https://www.standardwebhooks.com says.
 */
@NullMarked
package io.lantern.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
