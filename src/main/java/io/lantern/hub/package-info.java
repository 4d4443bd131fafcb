/**
 * The hub: Spring Boot application, packaged by feature. Each sub-package is a room; its public types are its door.
 */
@NullMarked
package io.lantern.hub;

import org.jspecify.annotations.NullMarked;
