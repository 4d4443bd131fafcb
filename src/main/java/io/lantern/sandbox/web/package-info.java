/**
 * A small web of companies' sites, drawn by hand after real ones: {@code sandbox/web/<host>/} on the class path.
 */
@NullMarked
package io.lantern.sandbox.web;

import org.jspecify.annotations.NullMarked;
