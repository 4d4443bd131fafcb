/**
 * What the hub delivers to, each below a path of its own on one server, with an inbox that shows what arrived.
 */
@NullMarked
package io.lantern.sandbox.target;

import org.jspecify.annotations.NullMarked;
