/**
 * The event log, change data capture and the Pub/Sub gRPC service.
 */
@NullMarked
package io.lantern.sandbox.salesforce.event;

import org.jspecify.annotations.NullMarked;
