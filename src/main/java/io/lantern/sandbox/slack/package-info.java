/**
 * Slack's incoming webhooks, as https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks describes them.
 */
@NullMarked
package io.lantern.sandbox.slack;

import org.jspecify.annotations.NullMarked;
