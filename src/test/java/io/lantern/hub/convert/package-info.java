/** Conversion: what is decided, and what comes of it in an org. */
@NullMarked
package io.lantern.hub.convert;

import org.jspecify.annotations.NullMarked;
