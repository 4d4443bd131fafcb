package io.lantern.hub.credit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * An amount of credits, on the wire a plain number.
 *
 * @param value 0 or more, with at most four decimals
 */
public record Credits(@JsonValue BigDecimal value) implements Comparable<Credits> {
    /** The ledger's columns hold no more, and an amount that is rounded on its way there would not add up. */
    static final int DECIMALS = 4;

    /** No credits. */
    public static final Credits NONE = new Credits(BigDecimal.ZERO);

    /** @throws IllegalArgumentException when the value is negative or has more than four decimals */
    @JsonCreator
    public Credits {
        value = value.stripTrailingZeros();
        if (value.signum() < 0 || value.scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    "An amount of credits is 0 or more with at most four decimals, not " + value.toPlainString());
        }
        value = value.setScale(Math.max(0, value.scale()));
    }

    /** @return so many whole credits */
    public static Credits of(long number) {
        return new Credits(BigDecimal.valueOf(number));
    }

    /** @return this and that together */
    public Credits plus(Credits other) {
        return new Credits(value.add(other.value));
    }

    /** @return what is left of this without that; that must not be more */
    public Credits minus(Credits other) {
        return new Credits(value.subtract(other.value));
    }

    /** @return so many times this */
    public Credits times(int count) {
        return new Credits(value.multiply(BigDecimal.valueOf(count)));
    }

    /** @return whether this is less than that */
    public boolean isLessThan(Credits other) {
        return compareTo(other) < 0;
    }

    /** @return whether there are none */
    public boolean isNone() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Credits other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
