package io.lantern.hub.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.SearchSettings.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchSettingsTest {
    @Test
    void withoutAKindTheSettingsToSetAreNamed() {
        assertThatThrownBy(settings(null, null, null)::provider).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.NOT_CONFIGURED);
            assertThat(e.problem().message())
                    .contains("lantern.search.kind", "lantern.search.base-url", "lantern.search.api-key");
        });
    }

    @Test
    void whatAKindNeedsIsNamedAtTheStart() {
        assertThatThrownBy(() -> settings(Kind.SEARXNG, null, null)).hasMessageContaining("lantern.search.base-url");
        assertThatThrownBy(() -> settings(Kind.BRAVE, null, " ")).hasMessageContaining("lantern.search.api-key");
        assertThatThrownBy(() -> settings(Kind.SEARXNG, "ftp://searx.example", null))
                .hasMessageContaining("http or https");
        assertThatThrownBy(() -> settings(Kind.SEARXNG, "http://me:pw@searx.example", null))
                .hasMessageContaining("without user");
    }

    @Test
    void aKindIsItsProvider() {
        assertThat(settings(Kind.SEARXNG, "http://searx.example", null).provider())
                .isEqualTo("searxng.search");
        assertThat(settings(Kind.BRAVE, null, "key").provider()).isEqualTo("brave.search");
    }

    @Test
    void aQueryIsEncodedWhateverItHolds() {
        URI address = settings(Kind.SEARXNG, "http://searx.example/sub/", null)
                .address("/search", Map.of("q", "Müller & Söhne\u0000#?q=x", "format", "json"));

        assertThat(address)
                .hasToString("http://searx.example/sub/search?format=json&q=M%C3%BCller+%26+S%C3%B6hne%00%23%3Fq%3Dx");
    }

    @Test
    void theKeyIsInNoText() {
        assertThat(settings(Kind.BRAVE, null, "secret-key").toString()).doesNotContain("secret");
        assertThat(new SearchCall(
                                URI.create("https://api.search.example/?q=secret"),
                                Map.of("X-Subscription-Token", "secret-key"),
                                Deadline.in(Duration.ofSeconds(1)))
                        .toString())
                .doesNotContain("secret");
    }

    static SearchSettings settings(@Nullable Kind kind, @Nullable String base, @Nullable String key) {
        return new SearchSettings(kind, base == null ? null : URI.create(base), key, 10, Duration.ofSeconds(2));
    }
}
