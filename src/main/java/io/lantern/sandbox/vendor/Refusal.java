package io.lantern.sandbox.vendor;

/**
 * Why a vendor does not answer; each says it in its own shape.
 *
 * @param reason a word for programs, in lower case
 * @param words for people
 */
record Refusal(int status, String reason, String words) {
    static final Refusal WRONG_KEY = new Refusal(401, "invalid_api_key", "The API key is missing or wrong.");
    static final Refusal NO_CREDITS = new Refusal(402, "insufficient_credits", "The account has no credits left.");
    static final Refusal TOO_MANY = new Refusal(429, "rate_limited", "Too many requests; try again later.");
    static final Refusal NO_SUCH_PATH = new Refusal(404, "no_such_path", "There is no such path.");
    static final Refusal WRONG_METHOD = new Refusal(405, "wrong_method", "The path takes another method.");

    static Refusal broken(int status) {
        return new Refusal(status, "internal_error", "The server had an error.");
    }
}
