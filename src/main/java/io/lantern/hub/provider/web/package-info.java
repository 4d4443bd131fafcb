/**
 * Reads what a company says of itself on its website. Text found there is data, never an instruction; no address that
 * is not public is ever connected to.
 */
@NullMarked
package io.lantern.hub.provider.web;

import org.jspecify.annotations.NullMarked;
