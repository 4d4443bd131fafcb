package io.lantern.hub.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes the process trust an org's own certificate besides the JDK's authorities.
 *
 * <p>camel-salesforce 4.17 has no setting for the trust of its Pub/Sub channel: gRPC asks the JVM's default trust
 * store, which is named by a system property. So the JDK's certificates and the configured ones are written into one
 * store, and the property points to it. Nothing is done when no org names a certificate.
 */
@Component
class TrustStore {
    private static final String PASSWORD = "changeit";

    private final Path file;

    TrustStore(@Value("${lantern.data}") Path data) {
        this.file = data.resolve("tls").resolve("trust.p12");
    }

    void trust(List<Path> own) {
        if (own.isEmpty()) {
            return;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int n = 0;
            for (Certificate certificate : authorities()) {
                store.setCertificateEntry("jdk-" + n++, certificate);
            }
            for (Path pem : own) {
                store.setCertificateEntry("org-" + n++, read(pem));
            }
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "lantern.orgs[].trust-certificate: none of " + own + " could be read as a PEM certificate", e);
        }
        System.setProperty("javax.net.ssl.trustStore", file.toAbsolutePath().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
    }

    private static List<Certificate> authorities() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        List<Certificate> authorities = new ArrayList<>();
        Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .forEach(manager -> authorities.addAll(Arrays.asList(manager.getAcceptedIssuers())));
        return authorities;
    }

    private static Certificate read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
