package io.lantern.hub.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever sent a record wants done to it.
 *
 * @param services look-ups to make ({@code email, phone, company, person}); empty for what the hub does by itself
 * @param maxCredits most that those look-ups may cost; null for no limit but the tenant's credits
 * @param overwrite what may take the place of a value that is there
 * @param pool who shall get the record; null leaves that to the workflow
 */
public record Wishes(
        List<String> services,
        @Nullable Integer maxCredits,
        Overwrite overwrite,
        @Nullable String pool) {
    public static final Wishes NONE = new Wishes(List.of(), null, Overwrite.FILL_BLANKS, null);

    public Wishes {
        services = List.copyOf(services);
    }

    /** What sent and found values may do to a record. */
    public enum Overwrite {
        FILL_BLANKS,
        ALWAYS,
        NEVER
    }
}
