/**
 * Messages to people: Slack's incoming webhooks and WhatsApp's Cloud API. What a delivery says is text there, never
 * markup: a lead's name cannot call a whole channel.
 */
@NullMarked
package io.lantern.hub.connector.chat;

import org.jspecify.annotations.NullMarked;
