package io.lantern.sandbox.salesforce.data;

import io.lantern.sandbox.salesforce.store.OrgFault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row among many: a value or a refusal.
 *
 * @param <R> what a row gives when it works
 */
public record Outcome<R>(@Nullable R value, @Nullable OrgFault fault) {

    static <R> Outcome<R> done(R value) {
        return new Outcome<>(value, null);
    }

    static <R> Outcome<R> refused(OrgFault fault) {
        return new Outcome<>(null, fault);
    }

    public boolean success() {
        return fault == null;
    }

    /** @return the value of a success */
    public R orThrow() {
        if (fault != null) {
            throw fault;
        }
        return Objects.requireNonNull(value);
    }
}
