/** What integration tests of all rooms share. */
@NullMarked
package io.lantern.hub;

import org.jspecify.annotations.NullMarked;
