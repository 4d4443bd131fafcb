package io.lantern.hub.storage;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What calls S3. Each is built when it is first needed, which takes a second. They are no beans: Spring looks at every
 * method of a bean's type, which would load the SDK at each start.
 */
@Component
class S3Clients implements CamelContextConfiguration, DisposableBean {
    private final StorageSettings settings;
    private @Nullable S3Client client;
    private @Nullable S3Presigner presigner;

    S3Clients(StorageSettings settings) {
        this.settings = settings;
    }

    /** The route {@code storage.put} finds the client by this name. */
    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getRegistry().bind("s3Client", S3Client.class, this::client);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}

    synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(settings.timeout()))
                    .region(Region.of(settings.region()))
                    .endpointOverride(settings.endpoint())
                    .credentialsProvider(credentials(settings))
                    .serviceConfiguration(plain(settings))
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .overrideConfiguration(calls -> calls.apiCallTimeout(settings.timeout()))
                    .build();
        }
        return client;
    }

    synchronized S3Presigner presigner() {
        if (presigner == null) {
            presigner = S3Presigner.builder()
                    .region(Region.of(settings.region()))
                    .endpointOverride(settings.endpoint())
                    .credentialsProvider(credentials(settings))
                    .serviceConfiguration(plain(settings))
                    .build();
        }
        return presigner;
    }

    @Override
    public synchronized void destroy() {
        if (client != null) {
            client.close();
        }
        if (presigner != null) {
            presigner.close();
        }
    }

    /**
     * Not every server that speaks S3 understands the SDK's newer checksums and its chunked bodies; Content-MD5 and the
     * signed hash of the body every one does.
     */
    private static S3Configuration plain(StorageSettings settings) {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(settings.pathStyle())
                .chunkedEncodingEnabled(false)
                .build();
    }

    private static AwsCredentialsProvider credentials(StorageSettings settings) {
        return settings.hasKey()
                ? StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()))
                : DefaultCredentialsProvider.builder().build();
    }
}
