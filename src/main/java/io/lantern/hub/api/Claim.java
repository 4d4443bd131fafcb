package io.lantern.hub.api;

/** What became of the wish to be the one request with its idempotency key. */
sealed interface Claim {
    /**
     * This request does the work.
     *
     * @param key what was claimed
     * @param id of this claim
     * @param effectKey the same for every request that ever held the key
     */
    record Held(Key key, String id, String effectKey) implements Claim {}

    /** The work is done; this was the answer. */
    record Answered(int status, String contentType, byte[] body) implements Claim {}

    /** The first request is at work. */
    record AtWork() implements Claim {}

    /** The key was used for something else. */
    record OtherRequest() implements Claim {}

    /**
     * @param tenant whose key
     * @param operation its id
     * @param text what the caller sent
     */
    record Key(int tenant, String operation, String text) {}
}
