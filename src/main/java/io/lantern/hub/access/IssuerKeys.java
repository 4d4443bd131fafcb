package io.lantern.hub.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one issuer: asked for when a token needs them, remembered, asked for again when a token names
 * one that is not among them (the issuer changed its keys), but not at every such token.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final long REMEMBERED = Duration.ofMinutes(5).toMillis();
    private static final long WAIT_FOR_ANOTHER = Duration.ofSeconds(5).toMillis();

    /** Two questions within it, so that a token whose key is new is not refused at once. */
    private static final long PAUSE = Duration.ofSeconds(20).toMillis();

    /** So long the last keys serve while the issuer is down. */
    private static final long USED_IN_AN_OUTAGE = Duration.ofHours(1).toMillis();

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> keys;

    IssuerKeys(JwtIssuer issuer) {
        this.keys = JWKSourceBuilder.create(new Remote(issuer))
                .cache(REMEMBERED, WAIT_FOR_ANOTHER)
                .refreshAheadCache(false)
                .rateLimited(PAUSE)
                .outageTolerant(USED_IN_AN_OUTAGE)
                .build();
    }

    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return keys.get(wanted, context);
        } catch (RateLimitReachedException e) {
            // Was asked a moment ago. If it answered, the wanted key is not there; if not, this throws again.
            keys.get(ANY, context);
            return List.of();
        }
    }

    /** Asks the issuer. */
    private static final class Remote implements JWKSetSource<SecurityContext> {
        private static final String DISCOVERY = "/.well-known/openid-configuration";

        private final JwtIssuer issuer;
        private final SameHost http = new SameHost();

        private Remote(JwtIssuer issuer) {
            this.issuer = issuer;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                URL address = address().toURL();
                return new URLBasedJWKSetSource<>(address, http).getJWKSet(refresh, currentTime, context);
            } catch (IOException | ParseException | IllegalArgumentException e) {
                throw new JWKSetRetrievalException("The issuer's configuration cannot be read: " + e.getMessage(), e);
            }
        }

        private URI address() throws IOException, ParseException {
            if (issuer.jwkSetUri() != null) {
                return issuer.jwkSetUri();
            }
            URI configuration = URI.create(issuer.issuer().replaceFirst("/$", "") + DISCOVERY);
            Map<String, Object> answer = JSONObjectUtils.parse(
                    http.retrieveResource(configuration.toURL()).getContent());
            URI found = Objects.requireNonNullElse(JSONObjectUtils.getURI(answer, "jwks_uri"), URI.create(""));
            if (!Objects.equals(found.getAuthority(), configuration.getAuthority())
                    || !Objects.equals(found.getScheme(), configuration.getScheme())) {
                throw new IOException(
                        "its keys are on another host; set jwk-set-uri to " + found + " if that is right");
            }
            return found;
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }

    /** Goes where it is told and nowhere else, for two seconds and 256 KiB at most. */
    private static final class SameHost extends DefaultResourceRetriever {
        private static final int MILLIS = 2_000;
        private static final int BYTES = 256 * 1024;

        private SameHost() {
            super(MILLIS, MILLIS, BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(url);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}
