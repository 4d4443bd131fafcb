/**
 * An inbox: an SMTP server that takes any letter and sends none on, and Gmail's API for one user.
 */
@NullMarked
package io.lantern.sandbox.mail;

import org.jspecify.annotations.NullMarked;
