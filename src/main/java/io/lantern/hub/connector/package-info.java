/**
 * Delivery: what a form, a workflow or an agent has for somebody else goes through {@code ConnectorService} to the
 * route {@code connector.<type>} of the target. Nothing is repeated here: the caller is a run that repeats with
 * back-off, and a repeat carries the same id, so that the receiver can drop it. Each type of target is a package
 * below; this one holds what they share, and the list of everything the hub is connected to.
 */
@NullMarked
package io.lantern.hub.connector;

import org.jspecify.annotations.NullMarked;
