/** Tests of matching. */
@NullMarked
package io.lantern.hub.match;

import org.jspecify.annotations.NullMarked;
