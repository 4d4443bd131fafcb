/**
 * Oracle Eloqua, by its REST API 2.0: contacts that are made or brought up to date, and forms that are filled in.
 */
@NullMarked
package io.lantern.hub.connector.eloqua;

import org.jspecify.annotations.NullMarked;
