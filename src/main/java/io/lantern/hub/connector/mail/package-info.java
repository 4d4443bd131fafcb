/**
 * E-mail: by any SMTP server, or as a Gmail user. Both send the same letter. Its Message-ID is the same in every try,
 * by which mail systems recognise what comes twice.
 */
@NullMarked
package io.lantern.hub.connector.mail;

import org.jspecify.annotations.NullMarked;
