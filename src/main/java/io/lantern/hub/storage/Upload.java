package io.lantern.hub.storage;

import com.google.common.base.Throwables;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts one object: by the route {@code storage.put} when it fits into a part, else in parts that become an object only
 * when the last one is there. Parts are sent from here, because Camel's component reads a stream of unknown length into
 * memory, and neither checks nor repeats a part. The server compares what arrives with its MD5.
 */
final class Upload {
    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    private final ProducerTemplate routes;
    private final Supplier<S3Client> client;
    private final StorageSettings settings;
    private final String key;

    Upload(ProducerTemplate routes, Supplier<S3Client> client, StorageSettings settings, String key) {
        this.routes = routes;
        this.client = client;
        this.settings = settings;
        this.key = key;
    }

    /**
     * @param contentType media type
     * @return bytes that were sent
     * @throws IOException when the content cannot be read to its end; then nothing is stored
     * @throws SdkException when S3 does not take it; then nothing is stored, unless only its answer was lost
     */
    long send(InputStream content, String contentType) throws IOException {
        int partSize = Math.toIntExact(settings.partSize().toBytes());
        byte[] first = content.readNBytes(partSize);
        if (first.length == partSize) {
            return inParts(first, content, contentType);
        }
        Exchange done = routes.send("direct:storage.put", exchange -> {
            exchange.setProperty("bucket", settings.bucket());
            exchange.getMessage().setHeader(AWS2S3Constants.KEY, key);
            exchange.getMessage().setHeader(AWS2S3Constants.CONTENT_TYPE, contentType);
            exchange.getMessage().setHeader(AWS2S3Constants.CONTENT_MD5, md5(first));
            exchange.getMessage().setBody(first);
        });
        if (done.getException() != null) {
            throw failure(done.getException());
        }
        return first.length;
    }

    /** Camel wraps what happens while it opens the endpoint. */
    private static RuntimeException failure(Exception e) {
        return Throwables.getCausalChain(e).stream()
                .filter(SdkException.class::isInstance)
                .map(SdkException.class::cast)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElseGet(() -> new IllegalStateException("The route storage.put failed", e));
    }

    private long inParts(byte[] first, InputStream content, String contentType) throws IOException {
        String upload = client.get()
                .createMultipartUpload(
                        object -> object.bucket(settings.bucket()).key(key).contentType(contentType))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long size = 0;
            for (byte[] part = first; part.length > 0; part = content.readNBytes(first.length)) {
                parts.add(part(upload, parts.size() + 1, part));
                size += part.length;
            }
            client.get()
                    .completeMultipartUpload(object -> object.bucket(settings.bucket())
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(whole -> whole.parts(parts)));
            return size;
        } catch (IOException | RuntimeException e) {
            abort(upload);
            throw e;
        }
    }

    private CompletedPart part(String upload, int number, byte[] part) {
        String tag = client.get()
                .uploadPart(
                        piece -> piece.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(md5(part)),
                        RequestBody.fromBytes(part))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void abort(String upload) {
        try {
            client.get()
                    .abortMultipartUpload(
                            object -> object.bucket(settings.bucket()).key(key).uploadId(upload));
        } catch (SdkException e) {
            log.warn(
                    "Parts of {} are left in the bucket, where a lifecycle rule can remove them: {}",
                    key,
                    e.getMessage());
        }
    }

    @SuppressWarnings("deprecation") // S3 asks for MD5, against accidents, not against attackers
    private static String md5(byte[] content) {
        HashCode hash = Hashing.md5().hashBytes(content);
        return Base64.getEncoder().encodeToString(hash.asBytes());
    }
}
