/**
 * The ways in from Salesforce: platform events, poll and callout; replay position, watermark, de-duplication, loop guard. Tables {@code trigger_*}.
 */
@NullMarked
package io.lantern.hub.trigger;

import org.jspecify.annotations.NullMarked;
