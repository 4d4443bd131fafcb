/** The launcher: what is started, and what an admin reads when it does not start. */
@NullMarked
package io.lantern;

import org.jspecify.annotations.NullMarked;
