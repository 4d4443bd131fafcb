/**
 * Sources of data behind one contract; the built-in ones need no vendor account.
 */
@NullMarked
package io.lantern.hub.provider;

import org.jspecify.annotations.NullMarked;
