/**
 * The outside world on loopback, over its real protocols. Imports nothing of the hub.
 */
@NullMarked
package io.lantern.sandbox;

import org.jspecify.annotations.NullMarked;
