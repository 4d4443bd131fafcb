/** Tests of the forms in which values are compared. */
@NullMarked
package io.lantern.hub.match.value;

import org.jspecify.annotations.NullMarked;
