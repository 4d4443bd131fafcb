/**
 * What a test may turn on the sandbox: named faults, and counts of the requests it got.
 */
@NullMarked
package io.lantern.sandbox.control;

import org.jspecify.annotations.NullMarked;
