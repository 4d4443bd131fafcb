/**
 * How the sandbox's model and its search read words.
 */
@NullMarked
package io.lantern.sandbox.text;

import org.jspecify.annotations.NullMarked;
