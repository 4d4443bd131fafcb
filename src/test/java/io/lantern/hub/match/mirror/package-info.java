/** Tests of the mirror and its index. */
@NullMarked
package io.lantern.hub.match.mirror;

import org.jspecify.annotations.NullMarked;
