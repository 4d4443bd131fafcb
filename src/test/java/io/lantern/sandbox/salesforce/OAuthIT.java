package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Login by each grant, and what ends a session. */
class OAuthIT {
    private static final String TOKEN = "/services/oauth2/token";

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private OrgHttp http;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        http = new OrgHttp(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void client_credentials_give_an_opaque_token_and_the_identity_url() {
        OrgHttp.Answer answer = http.form(TOKEN, credentials("client_credentials"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("access_token").asText()).matches("00D.{12}!.{90,}");
        assertThat(answer.body().path("instance_url").asText())
                .isEqualTo(sandbox.url().toString());
        assertThat(answer.body().path("id").asText()).matches(sandbox.url() + "/id/00D.{15}/005.{15}");
        assertThat(answer.body().has("expires_in")).isFalse();
        assertThat(answer.body().path("issued_at").isTextual()).isTrue();
    }

    @Test
    void password_and_refresh_token_work_and_wrong_ones_are_refused_in_oauths_words() {
        Map<String, String> password = credentials("password");
        password.put("username", "Admin@sandbox.example");
        password.put("password", "sandbox");
        assertThat(http.form(TOKEN, password).status()).isEqualTo(200);

        password.put("password", "wrong");
        OrgHttp.Answer wrong = http.form(TOKEN, password);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"authentication failure\"}");

        Map<String, String> stranger = credentials("client_credentials");
        stranger.put("client_id", "stranger");
        assertThat(http.form(TOKEN, stranger).body().path("error").asText()).isEqualTo("invalid_client_id");
        assertThat(http.form(TOKEN, credentials("telepathy"))
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("unsupported_grant_type");

        String refresh = http.post("/sandbox/refresh-tokens", Map.of())
                .body()
                .path("refresh_token")
                .asText();
        Map<String, String> renewal = credentials("refresh_token");
        renewal.put("refresh_token", refresh);
        assertThat(http.form(TOKEN, renewal).status()).isEqualTo(200);
        renewal.put("refresh_token", refresh + "x");
        assertThat(http.form(TOKEN, renewal).body().path("error_description").asText())
                .isEqualTo("expired access/refresh token");
    }

    @Test
    void a_signed_assertion_logs_in_even_with_padding_and_expiry_as_text() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        assertThat(http.send("PUT", "/sandbox/jwt-keys/my-app", pem).status()).isEqualTo(204);
        assertThat(http.send("PUT", "/sandbox/jwt-keys/my-app2", "no key").status())
                .isEqualTo(400);
        long expiry = Instant.now().getEpochSecond() + 270;
        String claims = "{\"iss\":\"my-app\",\"aud\":\"%s\",\"sub\":\"admin@sandbox.example\",\"exp\":\"%d\"}";

        OrgHttp.Answer good = http.form(TOKEN, assertion(keys, claims.formatted(sandbox.url(), expiry)));
        OrgHttp.Answer late = http.form(TOKEN, assertion(keys, claims.formatted(sandbox.url(), 1)));
        OrgHttp.Answer elsewhere = http.form(TOKEN, assertion(keys, claims.formatted("https://other.example", expiry)));

        assertThat(good.status()).isEqualTo(200);
        assertThat(http.withToken(good.body().path("access_token").asText())
                        .get("/services/oauth2/userinfo")
                        .body()
                        .path("preferred_username")
                        .asText())
                .isEqualTo("admin@sandbox.example");
        assertThat(late.status()).isEqualTo(400);
        assertThat(elsewhere.body().path("error_description").asText()).isEqualTo("audience is invalid");
    }

    @Test
    void a_session_outlives_a_restart_and_ends_when_revoked() {
        http.login();
        sandbox.close();
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        OrgHttp later = new OrgHttp(sandbox.url()).withToken(http.token());

        assertThat(later.get(OrgHttp.DATA + "/limits").status()).isEqualTo(200);
        assertThat(later.get("/services/oauth2/revoke?token=" + later.token()).status())
                .isEqualTo(200);
        assertThat(later.get(OrgHttp.DATA + "/limits").status()).isEqualTo(401);
        assertThat(later.get("/services/oauth2/userinfo").status()).isEqualTo(403);
    }

    private static Map<String, String> credentials(String grant) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", grant);
        form.put("client_id", "lantern-sandbox");
        form.put("client_secret", "lantern-sandbox-secret");
        return form;
    }

    private static Map<String, String> assertion(KeyPair keys, String claims) throws GeneralSecurityException {
        String text = base64("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "assertion",
                text + "." + base64(signature.sign()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
