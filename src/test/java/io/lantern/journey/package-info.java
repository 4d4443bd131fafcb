/** The product as its users meet it: whole processes, real protocols. */
@NullMarked
package io.lantern.journey;

import org.jspecify.annotations.NullMarked;
