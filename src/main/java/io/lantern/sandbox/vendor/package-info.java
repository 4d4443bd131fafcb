/**
 * Vendors of contact and company data on loopback, each speaking as the real one does. What they know is drawn from a
 * hash of who is asked about: the same question gets the same answer, and about nine of ten are known.
 */
@NullMarked
package io.lantern.sandbox.vendor;

import org.jspecify.annotations.NullMarked;
