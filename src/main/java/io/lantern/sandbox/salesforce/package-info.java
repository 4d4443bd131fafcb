/**
 * A Salesforce organisation on loopback: this package wires the parts and serves them.
 */
@NullMarked
package io.lantern.sandbox.salesforce;

import org.jspecify.annotations.NullMarked;
