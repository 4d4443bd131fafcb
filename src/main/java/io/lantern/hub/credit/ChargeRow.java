package io.lantern.hub.credit;

/**
 * A charge as it is kept.
 *
 * @param work without its tags
 * @param used none unless it is settled
 * @param lines entries written for it so far
 */
record ChargeRow(ChargedWork work, State state, Credits reserved, Credits used, int lines) {
    enum State {
        RESERVED,
        SETTLED,
        RELEASED
    }
}
