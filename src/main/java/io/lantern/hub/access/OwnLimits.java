package io.lantern.hub.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Limits that a key has instead of its tenant's plan, in requests a minute by group; null: as the plan says.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnLimits(
        @Nullable Integer sync,
        @Nullable Integer batch,
        @Nullable Integer credits,
        @Nullable Integer burst,
        @Nullable Integer agents) {
    static final OwnLimits NONE = new OwnLimits(null, null, null, null, null);

    Limits over(Limits plan) {
        return new Limits(
                sync == null ? plan.sync() : sync,
                batch == null ? plan.batch() : batch,
                credits == null ? plan.credits() : credits,
                burst == null ? plan.burst() : burst,
                agents == null ? plan.agents() : agents);
    }
}
