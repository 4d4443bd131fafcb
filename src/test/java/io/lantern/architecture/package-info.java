/** House rules that can be checked are checked here. */
@NullMarked
package io.lantern.architecture;

import org.jspecify.annotations.NullMarked;
