package io.lantern.hub.provider;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.search}: who searches the web. Its {@link #toString} holds no secret.
 *
 * @param kind whose API it is; null: nobody searches
 * @param baseUrl where it is; null for where the kind's own service is
 * @param apiKey secret; null where none is needed
 * @param results most results of one search that are looked at
 * @param timeout longest time one search may take, its repetition included
 */
@Validated
@ConfigurationProperties("lantern.search")
record SearchSettings(
        @Nullable Kind kind,
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        @DefaultValue("10") @Min(1) @Max(20) int results,
        @DefaultValue("8s") Duration timeout) {

    /** An API; the route {@code provider.<kind>.search} speaks it. */
    enum Kind {
        SEARXNG,
        BRAVE
    }

    private static final URI BRAVE_HOME = URI.create("https://api.search.brave.com");

    SearchSettings {
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        baseUrl = baseUrl == null || baseUrl.toString().isBlank() ? null : baseUrl;
        if (kind == Kind.SEARXNG && baseUrl == null) {
            throw new IllegalArgumentException(
                    "lantern.search.base-url is missing: where your SearXNG is, such as http://searxng:8080");
        }
        if (kind == Kind.BRAVE && apiKey == null) {
            throw new IllegalArgumentException("lantern.search.api-key is missing; the kind brave needs one");
        }
        if (baseUrl != null && !isUsable(baseUrl)) {
            throw new IllegalArgumentException("lantern.search.base-url must be an http or https address without user,"
                    + " query and fragment, such as http://searxng:8080");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("lantern.search.timeout must be longer than nothing, such as 8s");
        }
    }

    /** @return the provider of the kind, for example {@code searxng.search} */
    String provider() {
        if (kind == null) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "No search of the web is configured. Set lantern.search.kind to searxng with lantern.search.base-url,"
                            + " or to brave with lantern.search.api-key; docs/reference/research.md shows how.");
        }
        return kind.name().toLowerCase(Locale.ROOT) + ".search";
    }

    /** @return the path at the search's own address, with these parameters */
    URI address(String path, Map<String, String> parameters) {
        String base = (baseUrl == null ? BRAVE_HOME : baseUrl).toString().replaceFirst("/+$", "");
        String query = parameters.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return URI.create(base + path + "?" + query);
    }

    @Override
    public String toString() {
        return "SearchSettings[" + kind + " at " + baseUrl + "]";
    }

    private static boolean isUsable(URI address) {
        return address.getHost() != null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
