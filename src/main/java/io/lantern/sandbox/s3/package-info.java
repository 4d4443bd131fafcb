/**
 * S3 on this machine: objects, uploads in parts, listings and presigned links, with signatures that are checked. What
 * is stored are files in the sandbox's folder.
 */
@NullMarked
package io.lantern.sandbox.s3;

import org.jspecify.annotations.NullMarked;
