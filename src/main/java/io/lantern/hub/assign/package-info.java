/**
 * Pools, smooth weighted rotation and assignments. Tables {@code assign_*}.
 */
@NullMarked
package io.lantern.hub.assign;

import org.jspecify.annotations.NullMarked;
