package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.assign}.
 *
 * @param userRefresh how long the list of an org's active users is believed; it is also read again when
 *     Salesforce refuses an owner
 * @param resumeWithin how long an assignment that could not be written to Salesforce waits for a repeat to finish
 *     it; later the turn is given back
 * @param loadRefresh how long the counts of open records are believed that strategy {@code load} goes by
 * @param pools pools that are created when the tenant has none of that name; later changes here change nothing
 */
@Validated
@ConfigurationProperties("lantern.assign")
record AssignSettings(
        @DefaultValue("5m") Duration userRefresh,
        @DefaultValue("15m") Duration resumeWithin,
        @DefaultValue("1m") Duration loadRefresh,
        @Valid @DefaultValue List<SeedPool> pools) {
    AssignSettings {
        pools = List.copyOf(pools);
    }

    /** A pool in the settings. @param fallback user or queue id */
    record SeedPool(
            @Min(1) @DefaultValue("1") int tenant,
            @NotBlank @Size(max = 80) String name,
            @Nullable @Size(max = 1000) String description,
            @Valid @NotEmpty List<SeedMember> members,
            @Nullable String fallback) {
        @AssertTrue(message = "must be a Salesforce id of a user or a queue")
        boolean isFallbackAnId() {
            return fallback == null || SalesforceId.parse(fallback).isPresent();
        }
    }

    /** A member in the settings: either its id or its user name in the org. */
    record SeedMember(
            @Nullable String userId,
            @Nullable String username,
            @Min(1) @Max(100) @DefaultValue("1") int weight,
            @Min(1) @Nullable Integer dailyCap) {
        @AssertTrue(message = "needs either user-id, a Salesforce id, or username")
        boolean isNamedOnce() {
            return userId == null
                    ? username != null
                    : username == null && SalesforceId.parse(userId).isPresent();
        }
    }
}
