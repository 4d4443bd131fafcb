/**
 * Files that outlive the database: S3, or what speaks like it. An object is there whole or not at all. Nothing is
 * loaded or connected before the first use.
 */
@NullMarked
package io.lantern.hub.storage;

import org.jspecify.annotations.NullMarked;
