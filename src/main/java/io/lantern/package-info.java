/** The launcher. */
@NullMarked
package io.lantern;

import org.jspecify.annotations.NullMarked;
