package io.lantern.hub.provider;

/** How much thought an answer is worth; decides which model {@code auto} takes. */
public enum Effort {
    LOW,
    MEDIUM,
    HIGH
}
