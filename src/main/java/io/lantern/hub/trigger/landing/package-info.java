/**
 * How a record that another system sent becomes a record of the org: once, however often it is sent.
 */
@NullMarked
package io.lantern.hub.trigger.landing;

import org.jspecify.annotations.NullMarked;
