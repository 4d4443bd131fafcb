/** The built-in sources of data, without a network. */
@NullMarked
package io.lantern.hub.provider;

import org.jspecify.annotations.NullMarked;
