package io.lantern.sandbox.s3;

import com.google.common.io.BaseEncoding;
import com.google.common.io.ByteStreams;
import io.lantern.sandbox.control.Fault;
import io.lantern.sandbox.control.Faults;
import io.lantern.sandbox.http.WebAnswer;
import io.lantern.sandbox.http.WebRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** S3's REST API with the bucket in the path: buckets, objects, uploads in parts. */
final class ObjectApi {
    static final Set<String> FAULTS = Set.of("server-error", "access-denied", "drop-reply", "lose-bytes");

    private static final Pattern PART = Pattern.compile("<PartNumber>\\s*(\\d+)\\s*</PartNumber>");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");
    private static final int MOST_PARTS = 10_000;

    private final ObjectStore store;
    private final Signature signature;
    private final Faults faults;
    private final Clock clock;

    ObjectApi(ObjectStore store, Faults faults, Clock clock) {
        this.store = store;
        this.signature = new Signature(clock);
        this.faults = faults;
        this.clock = clock;
    }

    /** @param request with at least a bucket in its path */
    WebAnswer serve(WebRequest request) {
        try {
            signature.check(request);
            List<String> segments = request.segments();
            String bucket = segments.get(0);
            String key = String.join("/", segments.subList(1, segments.size()));
            String operation =
                    (key.isEmpty() ? "bucket." : "object.") + request.method().toLowerCase(Locale.ROOT);
            faults.counts().count(operation, "unnamed");
            if (faults.strike("server-error", request.path()) != null) {
                throw new S3Error(503, "SlowDown", "Please reduce your request rate.");
            }
            if (faults.strike("access-denied", request.path()) != null) {
                throw new S3Error(403, "AccessDenied", "Access Denied");
            }
            WebAnswer answer = key.isEmpty() ? ofBucket(request, bucket) : ofObject(request, bucket, key);
            return faults.strike("drop-reply", request.path()) == null ? answer : answer.dropped();
        } catch (S3Error e) {
            return e.answer();
        }
    }

    private WebAnswer ofBucket(WebRequest request, String bucket) {
        if (request.method().equals("PUT")) {
            store.createBucket(bucket);
            return WebAnswer.empty(200);
        }
        requireBucket(bucket);
        return switch (request.method()) {
            case "HEAD" -> WebAnswer.empty(200);
            case "GET" -> listing(bucket, request.parameters().getOrDefault("prefix", ""));
            default -> throw notHere(request);
        };
    }

    private WebAnswer ofObject(WebRequest request, String bucket, String key) {
        requireBucket(bucket);
        Map<String, String> query = request.parameters();
        boolean hasUpload = query.containsKey("uploadId");
        return switch (request.method()) {
            case "PUT" -> hasUpload ? part(request) : put(request, bucket, key);
            case "POST" -> query.containsKey("uploads") ? begin(bucket, key) : complete(request, bucket, key);
            case "DELETE" -> hasUpload ? abort(upload(request)) : delete(bucket, key);
            case "GET" -> content(request, find(bucket, key));
            case "HEAD" -> described(WebAnswer.empty(200), find(bucket, key));
            default -> throw notHere(request);
        };
    }

    private WebAnswer put(WebRequest request, String bucket, String key) {
        byte[] body = Payload.of(request);
        Fault lost = faults.strike("lose-bytes", request.path());
        byte[] kept = lost == null ? body : new byte[0];
        String upload = store.begin(bucket, key, clock.instant());
        store.putPart(upload, 1, kept);
        ObjectStore.Stored stored = store.put(bucket, key, List.of(store.part(upload, 1)), hex(Payload.md5(body)));
        store.end(upload);
        return WebAnswer.empty(200).with("ETag", quoted(stored.tag()));
    }

    private WebAnswer begin(String bucket, String key) {
        return Xml.answer(
                200,
                "<InitiateMultipartUploadResult>" + Xml.tag("Bucket", bucket) + Xml.tag("Key", key)
                        + Xml.tag("UploadId", store.begin(bucket, key, clock.instant()))
                        + "</InitiateMultipartUploadResult>");
    }

    private WebAnswer part(WebRequest request) {
        String upload = upload(request);
        byte[] body = Payload.of(request);
        int number = Integer.parseInt(request.parameters().getOrDefault("partNumber", "0"));
        if (number < 1 || number > MOST_PARTS) {
            throw new S3Error(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
        }
        store.putPart(upload, number, body);
        return WebAnswer.empty(200).with("ETag", quoted(hex(Payload.md5(body))));
    }

    private WebAnswer complete(WebRequest request, String bucket, String key) {
        String upload = upload(request);
        List<Path> parts = PART.matcher(request.text())
                .results()
                .map((MatchResult part) -> store.part(upload, Integer.parseInt(part.group(1))))
                .collect(Collectors.toCollection(ArrayList::new));
        if (parts.isEmpty() || !parts.stream().allMatch(Files::exists)) {
            throw new S3Error(400, "InvalidPart", "One or more of the specified parts could not be found.");
        }
        ByteArrayOutputStream sums = new ByteArrayOutputStream();
        parts.forEach(part -> sums.writeBytes(Payload.md5(read(part))));
        ObjectStore.Stored stored =
                store.put(bucket, key, parts, hex(Payload.md5(sums.toByteArray())) + "-" + parts.size());
        store.end(upload);
        return Xml.answer(
                200,
                "<CompleteMultipartUploadResult>" + Xml.tag("Bucket", bucket) + Xml.tag("Key", key)
                        + Xml.tag("ETag", quoted(stored.tag())) + "</CompleteMultipartUploadResult>");
    }

    private WebAnswer abort(String upload) {
        store.end(upload);
        return WebAnswer.empty(204);
    }

    private WebAnswer delete(String bucket, String key) {
        store.find(bucket, key).ifPresent(object -> store.delete(object.file()));
        return WebAnswer.empty(204);
    }

    private static WebAnswer content(WebRequest request, ObjectStore.Stored object) {
        Matcher range = RANGE.matcher(String.valueOf(request.header("Range")));
        boolean isPart = range.matches() && Long.parseLong(range.group(1)) < object.size();
        long from = isPart ? Long.parseLong(range.group(1)) : 0;
        long end = isPart && !range.group(2).isEmpty()
                ? Math.min(Long.parseLong(range.group(2)) + 1, object.size())
                : object.size();
        WebAnswer answer = described(
                WebAnswer.streamed(isPart ? 206 : 200, type(object.key()), client -> {
                    try (InputStream file = Files.newInputStream(object.file())) {
                        file.skipNBytes(from);
                        ByteStreams.limit(file, end - from).transferTo(client);
                    }
                }),
                object);
        return isPart ? answer.with("Content-Range", "bytes %d-%d/%d".formatted(from, end - 1, object.size())) : answer;
    }

    private static WebAnswer described(WebAnswer answer, ObjectStore.Stored object) {
        WebAnswer described = answer.with("ETag", quoted(object.tag()))
                .with(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                object.modified().atOffset(ZoneOffset.UTC)));
        return answer.stream() == null
                ? described
                        .with("Content-Length", String.valueOf(object.size()))
                        .with("Content-Type", type(object.key()))
                : described;
    }

    private WebAnswer listing(String bucket, String prefix) {
        List<ObjectStore.Stored> objects = store.list(bucket, prefix);
        String contents = objects.stream()
                .map(object -> "<Contents>" + Xml.tag("Key", object.key())
                        + Xml.tag("LastModified", object.modified())
                        + Xml.tag("ETag", quoted(object.tag()))
                        + Xml.tag("Size", object.size())
                        + "<StorageClass>STANDARD</StorageClass></Contents>")
                .collect(Collectors.joining());
        return Xml.answer(
                200,
                "<ListBucketResult>" + Xml.tag("Name", bucket) + Xml.tag("Prefix", prefix)
                        + Xml.tag("KeyCount", objects.size()) + Xml.tag("MaxKeys", objects.size())
                        + Xml.tag("IsTruncated", false) + contents + "</ListBucketResult>");
    }

    private ObjectStore.Stored find(String bucket, String key) {
        return store.find(bucket, key).orElseThrow(S3Error::noSuchKey);
    }

    private String upload(WebRequest request) {
        String upload = request.parameters().getOrDefault("uploadId", "");
        if (upload.isEmpty() || !store.hasUpload(upload)) {
            throw S3Error.noSuchUpload();
        }
        return upload;
    }

    private void requireBucket(String bucket) {
        if (!store.hasBucket(bucket)) {
            throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist.");
        }
    }

    private static S3Error notHere(WebRequest request) {
        return new S3Error(501, "NotImplemented", "The sandbox has no %s here.".formatted(request.method()));
    }

    private static String type(String key) {
        return key.endsWith(".csv") ? "text/csv" : "application/octet-stream";
    }

    private static String quoted(String tag) {
        return "\"" + tag + "\"";
    }

    private static String hex(byte[] bytes) {
        return BaseEncoding.base16().lowerCase().encode(bytes);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
