package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.provider.ModelSettings.JsonMode;
import io.lantern.hub.provider.ModelSettings.Kind;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** {@code lantern.models[]} as people write it. */
class ModelsSettingsTest {
    private static final Map<String, String> MODEL = Map.of(
            "lantern.models[0].name", "fast",
            "lantern.models[0].kind", "openai",
            "lantern.models[0].model", "gpt-4.1-mini",
            "lantern.models[0].api-key", "sk-secret");

    @Test
    void nothing_more_than_name_kind_model_and_key_is_needed() {
        ModelSettings model = bound(MODEL).models().get(0);

        assertThat(model.address()).hasToString("https://api.openai.com/v1");
        assertThat(model.jsonMode()).isEqualTo(JsonMode.SCHEMA);
        assertThat(model.serves(Effort.LOW)).isTrue();
        assertThat(model.serves(Effort.HIGH)).isTrue();
        assertThat(model.isAtOpenAi()).isTrue();
    }

    @Test
    void everything_can_be_said() {
        Map<String, String> all = new HashMap<>(MODEL);
        all.put("lantern.models[0].kind", "anthropic");
        all.put("lantern.models[0].base-url", "https://gateway.example/anthropic/v1");
        all.put("lantern.models[0].efforts", "low,medium");
        all.put("lantern.models[0].json", "schema");
        all.put("lantern.models[0].prompt-price", "0.003");
        all.put("lantern.models[0].completion-price", "0.015");

        ModelSettings model = bound(all).models().get(0);

        assertThat(model.kind()).isEqualTo(Kind.ANTHROPIC);
        assertThat(model.address()).isEqualTo(URI.create("https://gateway.example/anthropic/v1"));
        assertThat(model.serves(Effort.HIGH)).isFalse();
        assertThat(model.cost(new ModelAnswer.Usage(2_000, 1_000, 3_000)))
                .isEqualByComparingTo(new BigDecimal("0.021"));
    }

    @Test
    void the_key_is_not_shown() {
        assertThat(bound(MODEL).toString()).contains("fast", "gpt-4.1-mini").doesNotContain("sk-secret");
    }

    @Test
    void no_model_is_fine() {
        assertThat(bound(Map.of("lantern.data", "x")).models()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/v1",
                "http:///v1",
                "https://user:secret@host/v1",
                "https://host/v1?key=secret",
                "https://host/v1#a"
            })
    void an_address_that_is_none_stops_the_start(String address) {
        Map<String, String> wrong = new HashMap<>(MODEL);
        wrong.put("lantern.models[0].base-url", address);

        assertThatThrownBy(() -> bound(wrong))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("lantern.models[].base-url of the model 'fast' must be");
    }

    @Test
    void a_name_given_twice_the_name_auto_and_a_missing_key_stop_the_start() {
        Map<String, String> twice = new HashMap<>(MODEL);
        MODEL.forEach((name, value) -> twice.put(name.replace("[0]", "[1]"), value));
        Map<String, String> auto = new HashMap<>(MODEL);
        auto.put("lantern.models[0].name", "auto");
        Map<String, String> keyless = new HashMap<>(MODEL);
        keyless.put("lantern.models[0].kind", "anthropic");
        keyless.remove("lantern.models[0].api-key");

        assertThatThrownBy(() -> bound(twice)).rootCause().hasMessageContaining("given twice");
        assertThatThrownBy(() -> bound(auto)).rootCause().hasMessageContaining("auto means");
        assertThatThrownBy(() -> bound(keyless)).rootCause().hasMessageContaining("api-key");
    }

    private static ModelsSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("lantern", ModelsSettings.class);
    }
}
