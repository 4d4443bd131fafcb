package io.lantern.sandbox.s3;

import com.google.common.hash.Hashing;
import com.google.common.net.PercentEscaper;
import io.lantern.sandbox.http.WebRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AWS Signature Version 4 with the one key that everybody knows: in the header, or in a presigned link. */
final class Signature {
    private static final Pattern HEADER =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final PercentEscaper ESCAPER = new PercentEscaper("-._~", false);

    private final Clock clock;

    Signature(Clock clock) {
        this.clock = clock;
    }

    private record Claim(String credential, String headers, String signature, String time, String payload) {}

    /** @throws S3Error when the request is not signed, too late, or with another key */
    void check(WebRequest request) {
        String header = request.header("Authorization");
        Claim claim = header == null ? ofLink(request.parameters()) : ofHeader(header, request);
        String[] scope = claim.credential.split("/", 2);
        if (scope.length < 2 || !scope[0].equals(S3Server.ACCESS_KEY)) {
            throw new S3Error(
                    403, "InvalidAccessKeyId", "The access key of the sandbox is " + S3Server.ACCESS_KEY + ".");
        }
        String wanted = signature(request, claim, scope[1]);
        if (!MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.US_ASCII), claim.signature.getBytes(StandardCharsets.US_ASCII))) {
            throw new S3Error(403, "SignatureDoesNotMatch", "The signature is not that of the sandbox's secret key.");
        }
    }

    private Claim ofHeader(String header, WebRequest request) {
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new S3Error(400, "AuthorizationHeaderMalformed", "The sandbox takes AWS4-HMAC-SHA256 only.");
        }
        String time = text(request.header("x-amz-date"));
        if (Duration.between(instant(time), clock.instant()).abs().compareTo(SKEW) > 0) {
            throw new S3Error(403, "RequestTimeTooSkewed", "x-amz-date is more than 15 minutes from now.");
        }
        String payload = request.header("x-amz-content-sha256");
        return new Claim(
                parts.group(1),
                parts.group(2),
                parts.group(3),
                time,
                payload == null ? Hashing.sha256().hashBytes(request.body()).toString() : payload);
    }

    private Claim ofLink(Map<String, String> parameters) {
        String signature = parameters.get("X-Amz-Signature");
        if (signature == null) {
            throw new S3Error(403, "AccessDenied", "The request is not signed.");
        }
        String time = text(parameters.get("X-Amz-Date"));
        long seconds = Long.parseLong(parameters.getOrDefault("X-Amz-Expires", "0"));
        if (clock.instant().isAfter(instant(time).plusSeconds(seconds))) {
            throw new S3Error(403, "AccessDenied", "Request has expired");
        }
        return new Claim(
                text(parameters.get("X-Amz-Credential")),
                text(parameters.get("X-Amz-SignedHeaders")),
                signature,
                time,
                "UNSIGNED-PAYLOAD");
    }

    private static String signature(WebRequest request, Claim claim, String scope) {
        Map<String, String> query = new TreeMap<>(request.parameters());
        query.remove("X-Amz-Signature");
        List<String> names = List.of(claim.headers.split(";"));
        String canonical = String.join(
                "\n",
                request.method(),
                request.path(),
                query.entrySet().stream()
                        .map(pair -> ESCAPER.escape(pair.getKey()) + "=" + ESCAPER.escape(pair.getValue()))
                        .collect(Collectors.joining("&")),
                names.stream()
                        .map(name ->
                                name + ":" + text(request.header(name)).strip().replaceAll(" +", " ") + "\n")
                        .collect(Collectors.joining()),
                claim.headers.toLowerCase(Locale.ROOT),
                claim.payload);
        String toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                claim.time,
                scope,
                Hashing.sha256().hashString(canonical, StandardCharsets.UTF_8).toString());
        byte[] key = ("AWS4" + S3Server.SECRET_KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return Hashing.hmacSha256(key)
                .hashString(toSign, StandardCharsets.UTF_8)
                .toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        return Hashing.hmacSha256(key).hashString(text, StandardCharsets.UTF_8).asBytes();
    }

    private static Instant instant(String time) {
        try {
            return Instant.from(TIME.parse(time));
        } catch (DateTimeException e) {
            throw new S3Error(403, "AccessDenied", "The time of the signature is missing, or is none.");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
