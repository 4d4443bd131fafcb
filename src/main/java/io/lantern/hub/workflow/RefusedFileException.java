package io.lantern.hub.workflow;

/** A route file that cannot be used; the message names file, line and reason for who wrote it. */
final class RefusedFileException extends RuntimeException {
    RefusedFileException(String message) {
        super(message);
    }
}
