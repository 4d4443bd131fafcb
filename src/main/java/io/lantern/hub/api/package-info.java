/**
 * The HTTP rim: request id, key gate, size and schema check, house error body, header allow list, OpenAPI document.
 */
@NullMarked
package io.lantern.hub.api;

import org.jspecify.annotations.NullMarked;
