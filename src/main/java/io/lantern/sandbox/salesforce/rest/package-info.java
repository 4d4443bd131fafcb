/**
 * OAuth, the REST data API, composite, limits, faults and the control endpoint.
 */
@NullMarked
package io.lantern.sandbox.salesforce.rest;

import org.jspecify.annotations.NullMarked;
