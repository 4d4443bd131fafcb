package io.lantern.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a typing error in a setting's name is found out at all. */
class KnownSettingsTest {
    private static final KnownSettings settings = new KnownSettings();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LANTERN_DATA",
                "LANTERN_SANDBOX",
                "LANTERN_ACCESS_PEPPER",
                "LANTERN_ORGS_0_LOGIN_URL",
                "LANTERN_ORGS_1_LOGINURL",
                "LANTERN_STORAGE_PATH_STYLE",
                "LANTERN_RUN_WORKERS",
                "LANTERN_VENDORS_HUNTER_KEY",
                "SPRING_DATASOURCE_URL",
                "SPRING_PROFILES_ACTIVE",
                "SPRING_CONFIG_ADDITIONAL_LOCATION",
                "SERVER_PORT"
            })
    void a_setting_is_known_by_its_variable(String variable) {
        assertThat(settings.hasVariable(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LANTERN_DATAS",
                "LANTERN_ACCESS_PEPER",
                "LANTERN_ORGS_0_LOGIN",
                "LANTERN_ORG_0_LOGIN_URL",
                "LANTERN_STORAGE",
                "SPRING_DATASOURCE_URI",
                "PATH"
            })
    void anything_else_is_not(String variable) {
        assertThat(settings.hasVariable(variable)).isFalse();
    }

    @Test
    void names_in_files_are_known_with_their_index() {
        assertThat(settings.hasName("lantern.orgs[3].client-secret")).isTrue();
        assertThat(settings.hasName("spring.datasource.password")).isTrue();
        assertThat(settings.hasName("lantern.orgs[3].clientsecret")).isFalse();
    }
}
