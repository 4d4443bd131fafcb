/**
 * The shared words: records, enums and sealed types that several rooms speak in. No beans, no SQL.
 */
@NullMarked
package io.lantern.hub.kernel;

import org.jspecify.annotations.NullMarked;
