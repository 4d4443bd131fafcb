package io.lantern.hub.privacy;

/** Request of {@code privacy.erase}. @param email of the person */
record ErasureRequest(String email) {
    @Override
    public String toString() {
        return "ErasureRequest[email=***]";
    }
}
