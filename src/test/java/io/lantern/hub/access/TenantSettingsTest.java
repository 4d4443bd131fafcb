package io.lantern.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.access.TenantSettings.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TenantSettingsTest {
    @Test
    void aPlanThatNamesOneLimitHasTheOthersOfTheContract() {
        TenantSettings settings = bound(Map.of("lantern.plans.gold.agents", 900));

        assertThat(settings.plan("gold")).isEqualTo(new Limits(50, 1, 10, 600, 900));
    }

    @Test
    void aTenantOfAPlanThatIsGoneKeepsWorkingWithinTheSmallest() {
        assertThat(bound(Map.of()).plan("gone")).isEqualTo(new Limits(50, 1, 10, 600, 60));
    }

    @Test
    void whatCannotBeIsSaidAtTheStart() {
        assertThatThrownBy(() -> new TenantSettings(List.of(new Tenant(3, "acme", "gold")), Map.of()))
                .hasMessageContaining("tenant 3 has the plan gold, which is not in lantern.plans");
        assertThatThrownBy(() -> new TenantSettings(
                        List.of(new Tenant(3, "a", "gold"), new Tenant(3, "b", "gold")),
                        Map.of("gold", Limits.SMALLEST)))
                .hasMessageContaining("names the id 3 twice");
    }

    private static TenantSettings bound(Map<String, Object> settings) {
        return new Binder(new MapConfigurationPropertySource(new HashMap<>(settings)))
                .bindOrCreate("lantern", TenantSettings.class);
    }
}
