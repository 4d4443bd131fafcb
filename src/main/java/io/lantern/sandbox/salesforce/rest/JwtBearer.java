package io.lantern.sandbox.salesforce.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/** Checks JWT assertions (RS256). Some clients write {@code exp} as text and pad their Base64: both are taken. */
final class JwtBearer {
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Clock clock;
    private final Path keys;

    JwtBearer(Clock clock, Path keys) {
        this.clock = clock;
        this.keys = keys;
    }

    /**
     * Registers the key that signs a client's assertions; an older one is replaced.
     *
     * @param pem certificate or public key
     * @throws IllegalArgumentException when it is neither
     */
    void register(String clientId, String pem) throws IOException {
        if (!CLIENT.matcher(clientId).matches()) {
            throw new IllegalArgumentException("A client id holds letters, digits, dots, dashes and underscores.");
        }
        try {
            key(pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("That is neither a certificate nor a public RSA key in PEM form.", e);
        }
        Files.createDirectories(keys);
        Files.writeString(keys.resolve(clientId + ".pem"), pem);
    }

    /** @return the user an assertion speaks for @param base this server's URL, the audience */
    String username(String assertion, String base) throws GrantException {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            throw new GrantException("invalid_grant", "invalid assertion");
        }
        JsonNode claims = json(parts[1]);
        String clientId = claims.path("iss").asText();
        if (!json(parts[0]).path("alg").asText().equals("RS256")) {
            throw new GrantException("invalid_grant", "invalid assertion");
        }
        verify(clientId, parts);
        long expiry = claims.path("exp").asLong(0);
        long now = clock.instant().getEpochSecond();
        if (expiry <= now || expiry > now + LONGEST.toSeconds()) {
            throw new GrantException("invalid_grant", "expired authorization code");
        }
        String audience = claims.path("aud").asText();
        if (!audience.replaceFirst("/+$", "").equals(base) && !audience.endsWith(".salesforce.com")) {
            throw new GrantException("invalid_grant", "audience is invalid");
        }
        return claims.path("sub").asText(claims.path("prn").asText());
    }

    private void verify(String clientId, String[] parts) throws GrantException {
        Path file = CLIENT.matcher(clientId).matches() ? keys.resolve(clientId + ".pem") : null;
        if (file == null || !Files.isRegularFile(file)) {
            throw new GrantException("invalid_client_id", "client identifier invalid");
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key(Files.readString(file)));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(bytes(parts[2]))) {
                throw new GrantException("invalid_grant", "invalid assertion");
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new GrantException("invalid_grant", "invalid assertion");
        }
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        if (pem.contains("BEGIN CERTIFICATE")) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
        }
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static JsonNode json(String part) throws GrantException {
        try {
            return Json.MAPPER.readTree(new String(bytes(part), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new GrantException("invalid_grant", "invalid assertion");
        }
    }

    private static byte[] bytes(String part) throws GrantException {
        try {
            return Base64.getUrlDecoder()
                    .decode(part.replace('+', '-').replace('/', '_').replace("=", ""));
        } catch (IllegalArgumentException e) {
            throw new GrantException("invalid_grant", "invalid assertion");
        }
    }
}
