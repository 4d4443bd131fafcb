package io.lantern.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens on loopback: gives its public keys over HTTP and signs with its private one. */
final class IdentityProvider implements AutoCloseable {
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final String keysUri;
    private volatile RSAKey key = newKey("first");

    IdentityProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keysUri = issuer() + "/keys";
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 200, new JWKSet(key).toPublicJWKSet().toString());
        });
        server.createContext(
                "/.well-known/openid-configuration",
                exchange ->
                        answer(exchange, 200, "{\"issuer\": \"" + issuer() + "\", \"jwks_uri\": \"" + keysUri + "\"}"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", keysUri);
            answer(exchange, 302, "");
        });
        server.createContext(
                "/elsewhere/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"jwks_uri\": \"http://localhost:"
                                + server.getAddress().getPort() + "/keys\"}"));
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String keysUri() {
        return keysUri;
    }

    RSAKey key() {
        return key;
    }

    /** @return how often somebody wanted the keys */
    int asked() {
        return asked.get();
    }

    /** From now on there is only this key. */
    void rotate(String keyId) {
        key = newKey(keyId);
    }

    String token(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
