/** The built-in sources of data, without a network. */
@NullMarked
package io.lantern.hub.provider.web;

import org.jspecify.annotations.NullMarked;
