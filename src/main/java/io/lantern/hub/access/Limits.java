package io.lantern.hub.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests a minute that one key may send, by group: those of a plan ({@code lantern.plans.<name>}), or of a key with
 * limits of its own. {@value #UNCOUNTED} means that nothing is counted.
 *
 * @param sync enrich, match, salesforce, routing, triggers, logs, admin
 * @param burst workflows, forms
 * @param agents agents, runs, schedules, connectors
 */
public record Limits(
        @DefaultValue("50") @Min(1) @Max(Limits.UNCOUNTED) int sync,
        @DefaultValue("1") @Min(1) @Max(Limits.UNCOUNTED) int batch,
        @DefaultValue("10") @Min(1) @Max(Limits.UNCOUNTED) int credits,
        @DefaultValue("600") @Min(1) @Max(Limits.UNCOUNTED) int burst,
        @DefaultValue("60") @Min(1) @Max(Limits.UNCOUNTED) int agents) {

    /** Requests a minute that are as good as no limit. */
    public static final int UNCOUNTED = 1_000_000;

    /** Those of the contract, for a tenant whose plan is in no settings. */
    static final Limits SMALLEST = new Limits(50, 1, 10, 600, 60);

    /** @return requests a minute */
    public int of(LimitGroup group) {
        return switch (group) {
            case SYNC -> sync;
            case BATCH -> batch;
            case CREDITS -> credits;
            case BURST -> burst;
            case AGENTS -> agents;
        };
    }
}
