package io.lantern.hub.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who uses the hub and how much, under {@code lantern}.
 *
 * @param tenants customers; written to the database at the start, where those that are no longer named stay
 * @param plans limits by the plan's name; {@code personal}, {@code team} and {@code enterprise} ship
 */
@Validated
@ConfigurationProperties("lantern")
record TenantSettings(
        @DefaultValue @Valid List<Tenant> tenants,
        @DefaultValue @Valid Map<String, Limits> plans) {
    TenantSettings {
        tenants = List.copyOf(tenants);
        plans = Map.copyOf(plans);
        Set<Integer> ids = new HashSet<>();
        for (Tenant tenant : tenants) {
            if (!ids.add(tenant.id())) {
                throw new IllegalArgumentException("lantern.tenants names the id " + tenant.id() + " twice");
            }
            if (!plans.containsKey(tenant.plan())) {
                throw new IllegalArgumentException("lantern.tenants: tenant " + tenant.id() + " has the plan "
                        + tenant.plan() + ", which is not in lantern.plans: " + String.join(", ", plans.keySet()));
            }
        }
    }

    /**
     * @param id the contract's {@code tenant_id}
     * @param name what a person calls it
     * @param plan one of {@code lantern.plans}
     */
    record Tenant(
            @Min(1) int id,
            @NotBlank @Size(max = 80) String name,
            @DefaultValue("personal") @Size(max = 20) String plan) {}

    /** @return the plan's limits; the smallest for a plan that was taken out of the settings */
    Limits plan(String name) {
        return plans.getOrDefault(name, Limits.SMALLEST);
    }
}
