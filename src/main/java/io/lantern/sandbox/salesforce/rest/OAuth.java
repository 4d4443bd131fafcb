package io.lantern.sandbox.salesforce.rest;

import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import io.lantern.sandbox.salesforce.data.Org;
import io.lantern.sandbox.salesforce.schema.RecordIds;
import io.lantern.sandbox.salesforce.session.Session;
import io.lantern.sandbox.salesforce.store.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The OAuth endpoints: token, revoke, userinfo and identity. */
public final class OAuth {
    /** The connected app every client uses. */
    public static final String CLIENT_ID = "lantern-sandbox";

    /** Its secret. */
    public static final String CLIENT_SECRET = "lantern-sandbox-secret";

    /** The user that client credentials run as. */
    public static final String RUN_AS = "admin@sandbox.example";

    /** Every user's password. */
    public static final String PASSWORD = "sandbox";

    private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final Org org;
    private final JwtBearer jwt;
    private final RefreshTokens refreshTokens;

    /** @param keys folder of the public keys that sign JWT assertions, {@code <client id>.pem} */
    public OAuth(Org org, Path keys) {
        this.org = org;
        this.jwt = new JwtBearer(org.clock(), keys);
        this.refreshTokens = new RefreshTokens(org.store());
    }

    /** @return where signing keys are registered */
    JwtBearer keys() {
        return jwt;
    }

    RefreshTokens refreshTokens() {
        return refreshTokens;
    }

    /** Answers a path below {@code /services/oauth2} or {@code /id}, or null for a path that is none of these. */
    public @Nullable WebAnswer serve(WebRequest request) {
        List<String> segments = request.segments();
        if (segments.size() == 3 && segments.get(0).equals("id")) {
            return identity(request, segments);
        }
        if (segments.size() != 3 || !segments.get(1).equals("oauth2")) {
            return null;
        }
        return switch (segments.get(2)) {
            case "token" -> token(request);
            case "revoke" -> revoke(request);
            case "userinfo" -> userinfo(request);
            default -> null;
        };
    }

    private WebAnswer token(WebRequest request) {
        if (!request.method().equals("POST")) {
            return error("invalid_request", "must use HTTP POST");
        }
        Map<String, String> form = new LinkedHashMap<>(request.form());
        basic(request, form);
        String grant = form.getOrDefault("grant_type", "");
        org.faults().counts().count("oauth." + (grant.equals(JWT) ? "jwt" : grant), "unnamed");
        Fault refused = org.faults().strike("login-refused", request.path());
        if (refused != null) {
            return error(refused.text("error", "invalid_grant"), refused.text("description", "authentication failure"));
        }
        try {
            return granted(request, grant, user(grant, form, request.base()));
        } catch (GrantException e) {
            return error(e.error(), e.description());
        }
    }

    private Row user(String grant, Map<String, String> form, String base) throws GrantException {
        String clientId = form.getOrDefault("client_id", "");
        String username = switch (grant) {
            case "client_credentials" -> {
                secret(clientId, form, true);
                yield RUN_AS;
            }
            case "password" -> {
                secret(clientId, form, true);
                if (!PASSWORD.equals(form.get("password"))) {
                    throw new GrantException("invalid_grant", "authentication failure");
                }
                yield form.getOrDefault("username", "");
            }
            case "refresh_token" -> {
                secret(clientId, form, false);
                yield refreshTokens.username(form.getOrDefault("refresh_token", ""));
            }
            case JWT -> jwt.username(form.getOrDefault("assertion", ""), base);
            default -> throw new GrantException("unsupported_grant_type", "grant type not supported");
        };
        Row user = org.user(username);
        if (user == null) {
            throw new GrantException("invalid_grant", "authentication failure");
        }
        if (!Boolean.TRUE.equals(user.get("IsActive"))) {
            throw new GrantException("inactive_user", "user is inactive");
        }
        return user;
    }

    private static void secret(String clientId, Map<String, String> form, boolean required) throws GrantException {
        if (!clientId.equals(CLIENT_ID)) {
            throw new GrantException("invalid_client_id", "client identifier invalid");
        }
        String secret = form.get("client_secret");
        if (secret == null ? required : !secret.equals(CLIENT_SECRET)) {
            throw new GrantException("invalid_client", "invalid client credentials");
        }
    }

    private WebAnswer granted(WebRequest request, String grant, Row user) {
        String issuedAt = Long.toString(org.clock().millis());
        String id = request.base() + "/id/" + org.store().orgId() + "/" + user.id();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", org.sessions().open(user.id()));
        if (!grant.equals("password")) {
            json.put("scope", "api web refresh_token");
        }
        json.put("instance_url", request.base());
        json.put("id", id);
        json.put("token_type", "Bearer");
        if (!grant.equals(JWT)) {
            json.put("issued_at", issuedAt);
            json.put("signature", signature(id + issuedAt));
        }
        return WebAnswer.of(200, WebAnswer.JSON, new String(Json.bytes(json), StandardCharsets.UTF_8))
                .with("Cache-Control", "no-cache, no-store");
    }

    private WebAnswer revoke(WebRequest request) {
        String token = request.form().get("token");
        if (token == null || token.isEmpty()) {
            return error("invalid_request", "token is missing");
        }
        org.sessions().revoke(token);
        refreshTokens.revoke(token);
        return WebAnswer.empty(200);
    }

    private WebAnswer userinfo(WebRequest request) {
        Row user = caller(request);
        if (user == null) {
            return WebAnswer.of(403, "text/plain", "Bad_OAuth_Token");
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sub", request.base() + "/id/" + org.store().orgId() + "/" + user.id());
        json.put("user_id", user.id());
        json.put("organization_id", org.store().orgId());
        json.put("preferred_username", user.text("Username"));
        json.put("nickname", user.text("Alias"));
        json.put("name", user.text("Name"));
        json.put("email", user.text("Email"));
        json.put("email_verified", true);
        json.put("given_name", user.text("FirstName"));
        json.put("family_name", user.text("LastName"));
        json.put("zoneinfo", user.text("TimeZoneSidKey"));
        json.put("active", user.get("IsActive"));
        json.put("user_type", "STANDARD");
        json.put("language", user.text("LanguageLocaleKey"));
        json.put("locale", user.text("LocaleSidKey"));
        json.put("utcOffset", 0);
        json.put("urls", urls(request.base()));
        return json(json);
    }

    private WebAnswer identity(WebRequest request, List<String> segments) {
        Row caller = caller(request);
        Row user = caller == null ? null : org.store().find("User", segments.get(2));
        if (user == null || !org.store().orgId().equals(RecordIds.normalize(segments.get(1)))) {
            return WebAnswer.of(caller == null ? 403 : 404, "text/plain", "Bad_OAuth_Token");
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", request.base() + "/id/" + org.store().orgId() + "/" + user.id());
        json.put("asserted_user", true);
        json.put("user_id", user.id());
        json.put("organization_id", org.store().orgId());
        json.put("username", user.text("Username"));
        json.put("nick_name", user.text("Alias"));
        json.put("display_name", user.text("Name"));
        json.put("email", user.text("Email"));
        json.put("first_name", user.text("FirstName"));
        json.put("last_name", user.text("LastName"));
        json.put("timezone", user.text("TimeZoneSidKey"));
        json.put("active", user.get("IsActive"));
        json.put("user_type", "STANDARD");
        json.put("language", user.text("LanguageLocaleKey"));
        json.put("locale", user.text("LocaleSidKey"));
        json.put("utcOffset", 0);
        json.put("last_modified_date", user.text("LastModifiedDate"));
        json.put("urls", urls(request.base()));
        return json(json);
    }

    private @Nullable Row caller(WebRequest request) {
        String header = request.header("Authorization");
        String token = header != null && header.contains(" ")
                ? header.substring(header.indexOf(' ') + 1).trim()
                : request.form().getOrDefault("oauth_token", request.form().get("access_token"));
        Session session = org.sessions().check(token);
        return session == null ? null : org.store().find("User", session.userId());
    }

    private Map<String, String> urls(String base) {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put(
                "enterprise",
                base + "/services/Soap/c/{version}/" + org.store().orgId().substring(0, 15));
        urls.put(
                "partner",
                base + "/services/Soap/u/{version}/" + org.store().orgId().substring(0, 15));
        urls.put("rest", base + "/services/data/v{version}/");
        urls.put("sobjects", base + "/services/data/v{version}/sobjects/");
        urls.put("search", base + "/services/data/v{version}/search/");
        urls.put("query", base + "/services/data/v{version}/query/");
        urls.put("recent", base + "/services/data/v{version}/recent/");
        return urls;
    }

    private static void basic(WebRequest request, Map<String, String> form) {
        String header = request.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return;
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            form.put("client_id", colon < 0 ? pair : pair.substring(0, colon));
            form.put("client_secret", colon < 0 ? "" : pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            form.put("client_id", "");
        }
    }

    private static String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebAnswer json(Object body) {
        return WebAnswer.of(200, WebAnswer.JSON, new String(Json.bytes(body), StandardCharsets.UTF_8));
    }

    private static WebAnswer error(String error, String description) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("error", error);
        json.put("error_description", description);
        return WebAnswer.of(400, WebAnswer.JSON, new String(Json.bytes(json), StandardCharsets.UTF_8));
    }
}
