/**
 * The event bus: a durable log of events, change data capture, the record-change event of our Apex trigger, and the
 * Pub/Sub API that serves them over gRPC. Door: {@link io.lantern.sandbox.salesforce.event.SandboxEvents}.
 */
@NullMarked
package io.lantern.sandbox.salesforce.event;

import org.jspecify.annotations.NullMarked;
