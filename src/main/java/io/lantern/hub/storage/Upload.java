package io.lantern.hub.storage;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts one object: in one call when it fits into a part, else in parts that become an object only when the last one is
 * there. The server checks each against its MD5.
 */
final class Upload {
    private static final Logger log = LoggerFactory.getLogger(Upload.class);

    private final S3 s3;
    private final String key;
    private final String contentType;
    private final int partSize;

    Upload(S3 s3, String key, String contentType, int partSize) {
        this.s3 = s3;
        this.key = key;
        this.contentType = contentType;
        this.partSize = partSize;
    }

    /**
     * @return bytes that are stored
     * @throws IOException when the content cannot be read to its end; then nothing is stored
     * @throws SdkException when S3 does not take it; then nothing is stored, unless only its answer was lost
     */
    long send(InputStream content) throws IOException {
        byte[] first = content.readNBytes(partSize);
        if (first.length < partSize) {
            s3.client()
                    .putObject(
                            object -> object.bucket(s3.bucket())
                                    .key(key)
                                    .contentType(contentType)
                                    .contentMD5(md5(first)),
                            RequestBody.fromBytes(first));
            return first.length;
        }
        return inParts(first, content);
    }

    private long inParts(byte[] first, InputStream content) throws IOException {
        String upload = s3.client()
                .createMultipartUpload(
                        object -> object.bucket(s3.bucket()).key(key).contentType(contentType))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long size = 0;
            for (byte[] part = first; part.length > 0; part = content.readNBytes(partSize)) {
                parts.add(part(upload, parts.size() + 1, part));
                size += part.length;
            }
            s3.client()
                    .completeMultipartUpload(object -> object.bucket(s3.bucket())
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
        String tag = s3.client()
                .uploadPart(
                        piece -> piece.bucket(s3.bucket())
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
            s3.client()
                    .abortMultipartUpload(
                            object -> object.bucket(s3.bucket()).key(key).uploadId(upload));
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
