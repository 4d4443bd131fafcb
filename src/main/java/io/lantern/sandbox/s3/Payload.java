package io.lantern.sandbox.s3;

import com.google.common.hash.Hashing;
import io.lantern.sandbox.http.WebRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a client wants stored, out of its wrapping, and checked against the sums it gave. */
final class Payload {
    private Payload() {}

    static byte[] of(WebRequest request) {
        String sha256 = request.header("x-amz-content-sha256");
        boolean isChunked = sha256 != null && sha256.startsWith("STREAMING-");
        byte[] body = isChunked ? unwrapped(request.body()) : request.body();
        String md5 = request.header("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(md5(body)))) {
            throw new S3Error(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
        if (sha256 != null
                && sha256.length() == 64
                && !sha256.equalsIgnoreCase(Hashing.sha256().hashBytes(body).toString())) {
            throw new S3Error(400, "XAmzContentSHA256Mismatch", "x-amz-content-sha256 is not that of the body.");
        }
        return body;
    }

    @SuppressWarnings("deprecation") // it is what S3's entity tags are
    static byte[] md5(byte[] body) {
        return Hashing.md5().hashBytes(body).asBytes();
    }

    /** Chunks are {@code <length in hex>[;signature]\r\n<bytes>\r\n}; one of length 0 ends them. */
    private static byte[] unwrapped(byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (end < body.length && body[end] != '\r') {
                end++;
            }
            String head = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(head.split(";", 2)[0].strip(), 16);
            at = end + 2;
            if (length == 0) {
                break;
            }
            if (at + length > body.length) {
                throw new S3Error(400, "IncompleteBody", "The body ends in the middle of a chunk.");
            }
            content.write(body, at, length);
            at += length + 2;
        }
        return content.toByteArray();
    }
}
