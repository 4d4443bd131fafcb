package io.lantern.hub.storage;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The door of storage; bean {@code storageService}. */
@Service
public class StorageService implements DisposableBean {
    private static final Map<String, String> TYPES =
            Map.of("csv", "text/csv; charset=utf-8", "json", "application/json", "ndjson", "application/x-ndjson");

    private final StorageSettings settings;
    private @Nullable S3 open;

    StorageService(StorageSettings settings) {
        this.settings = settings;
    }

    /** @throws ProblemException {@code not_configured} when there is no bucket; says which setting is missing */
    public void requireBucket() {
        if (!settings.hasBucket()) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED, "There is no bucket to store in: set lantern.storage.bucket.");
        }
    }

    /**
     * Stores an object whole or not at all, in place of one with this key, and checks that it is there. Its size in
     * memory does not depend on how long it is.
     *
     * @param key such as {@code 1/run_7/result.csv}: tenant first
     * @param content read to its end, not closed
     * @throws ProblemException {@code not_configured}; {@code upstream_error} when S3 refuses, {@code
     *     upstream_unavailable} when it does not answer
     * @throws UncheckedIOException when the content cannot be read; then nothing is stored
     */
    public StoredObject put(String key, InputStream content) {
        return calling(s3 -> {
            try {
                int partSize = Math.toIntExact(settings.partSize().toBytes());
                long size = new Upload(s3, key, contentType(key), partSize).send(content);
                long stored = s3.client()
                        .headObject(object -> object.bucket(s3.bucket()).key(key))
                        .contentLength();
                if (stored != size) {
                    s3.client()
                            .deleteObject(object -> object.bucket(s3.bucket()).key(key));
                    throw new ProblemException(
                            ProblemCode.UPSTREAM_ERROR,
                            "%s holds %d bytes of %s, not the %d that were sent."
                                    .formatted(settings, stored, key, size));
                }
                return new StoredObject(URI.create("s3://" + s3.bucket() + "/" + key), size);
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
        Duration life = settings.linkLife();
        return calling(s3 -> URI.create(s3.presigner()
                .presignGetObject(link -> link.signatureDuration(life)
                        .getObjectRequest(object -> object.bucket(s3.bucket()).key(key)))
                .url()
                .toString()));
    }

    /**
     * @return where an object is or will be, such as {@code s3://bucket/key}; nothing is called
     * @throws ProblemException {@code not_configured}
     */
    public URI address(String key) {
        requireBucket();
        return URI.create("s3://" + settings.bucket() + "/" + key);
    }

    @Override
    public synchronized void destroy() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private <T> T calling(Function<S3, T> call) {
        requireBucket();
        try {
            return call.apply(opened());
        } catch (AwsServiceException e) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_ERROR, "%s refused: %s".formatted(settings, e.getMessage()), e);
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemCode.UPSTREAM_UNAVAILABLE, "%s did not answer: %s".formatted(settings, e.getMessage()), e);
        }
    }

    private synchronized S3 opened() {
        if (open == null) {
            open = S3.of(settings);
        }
        return open;
    }

    private static String contentType(String key) {
        return TYPES.getOrDefault(key.substring(key.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
