/** Deliveries as files in the bucket. */
@NullMarked
package io.lantern.hub.connector.file;

import org.jspecify.annotations.NullMarked;
