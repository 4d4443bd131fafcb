package io.lantern.hub.storage;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The door of storage; bean {@code storageService}. */
@Service
public class StorageService {
    private static final Map<String, String> TYPES =
            Map.of("csv", "text/csv; charset=utf-8", "json", "application/json", "ndjson", "application/x-ndjson");

    private final StorageSettings settings;
    private final S3Clients s3;
    private final ProducerTemplate routes;

    StorageService(StorageSettings settings, S3Clients s3, ProducerTemplate routes) {
        this.settings = settings;
        this.s3 = s3;
        this.routes = routes;
    }

    /** @throws ProblemException {@code not_configured} when there is no bucket; says which setting is missing */
    public void requireBucket() {
        if (!settings.hasBucket()) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED, "There is no bucket to store in: set lantern.storage.bucket.");
        }
    }

    /** @return whether there is a bucket to store in */
    public boolean isConfigured() {
        return settings.hasBucket();
    }

    /**
     * Asks S3 whether the bucket is there and open to us.
     *
     * @return where it is, such as {@code s3://bucket}
     * @throws ProblemException {@code not_configured}; else as {@link #put}
     */
    public URI check() {
        requireBucket();
        calling(() -> s3.client().headBucket(bucket -> bucket.bucket(settings.bucket())));
        return URI.create("s3://" + settings.bucket());
    }

    /**
     * Where an object is, or will be. S3 is not asked.
     *
     * @param key such as {@code 1/run_7/result.csv}: tenant first
     * @return such as {@code s3://bucket/1/run_7/result.csv}
     * @throws ProblemException {@code not_configured}
     */
    public URI address(String key) {
        requireBucket();
        return URI.create("s3://" + settings.bucket() + "/" + key);
    }

    /**
     * Stores an object whole or not at all, in place of one with this key, and checks that it is there. Its size in
     * memory does not depend on how long it is.
     *
     * @param content read to its end, not closed
     * @throws ProblemException {@code not_configured}; {@code upstream_error} when S3 refuses, {@code
     *     upstream_unavailable} when it does not answer, or answers that it cannot now
     * @throws UncheckedIOException when the content cannot be read; then nothing is stored
     */
    public StoredObject put(String key, InputStream content) {
        URI address = address(key);
        return calling(() -> {
            try {
                long size = new Upload(routes, s3::client, settings, key).send(content, contentType(key));
                confirm(key, size);
                return new StoredObject(address, size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * A link that opens an object without a key, for {@code lantern.storage.link-life}. S3 is not asked: a link to
     * nothing answers 404.
     *
     * @throws ProblemException {@code not_configured}
     */
    public URI presign(String key) {
        requireBucket();
        return calling(() -> URI.create(s3.presigner()
                .presignGetObject(link -> link.signatureDuration(settings.linkLife())
                        .getObjectRequest(
                                object -> object.bucket(settings.bucket()).key(key)))
                .url()
                .toString()));
    }

    private void confirm(String key, long size) {
        S3Client client = s3.client();
        long stored = client.headObject(
                        object -> object.bucket(settings.bucket()).key(key))
                .contentLength();
        if (stored != size) {
            client.deleteObject(object -> object.bucket(settings.bucket()).key(key));
            throw new ProblemException(
                    ProblemCode.UPSTREAM_ERROR,
                    "%s holds %d bytes of %s, not the %d that were sent.".formatted(settings, stored, key, size));
        }
    }

    private <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            // What is busy or broken takes the same request later; what refuses it would refuse it again.
            boolean mayPass = e.statusCode() >= 500 || e.isThrottlingException();
            throw new ProblemException(
                    mayPass ? ProblemCode.UPSTREAM_UNAVAILABLE : ProblemCode.UPSTREAM_ERROR,
                    "%s refused: %s".formatted(settings, e.getMessage()),
                    e);
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE, "%s did not answer: %s".formatted(settings, e.getMessage()), e);
        }
    }

    private static String contentType(String key) {
        return TYPES.getOrDefault(key.substring(key.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
