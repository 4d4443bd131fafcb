package io.lantern.sandbox.salesforce.rest;

/** A token request that is refused, in OAuth's words. */
final class GrantException extends Exception {
    private final String error;
    private final String description;

    GrantException(String error, String description) {
        super(description);
        this.error = error;
        this.description = description;
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }
}
