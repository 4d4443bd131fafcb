/** What the product is shipped in: container, compose file, Camel K. */
@NullMarked
package io.lantern.packaging;

import org.jspecify.annotations.NullMarked;
