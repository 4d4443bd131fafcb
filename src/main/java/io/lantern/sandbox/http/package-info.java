/**
 * A small HTTP server on loopback: bounded threads, gzip both ways, routes by pattern.
 */
@NullMarked
package io.lantern.sandbox.http;

import org.jspecify.annotations.NullMarked;
