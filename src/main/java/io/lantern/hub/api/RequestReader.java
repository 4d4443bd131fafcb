package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Checks media types and reads the body up to the limit, whether its length was announced or it comes in chunks. */
@Component
class RequestReader {
    private final RimSettings settings;

    RequestReader(RimSettings settings) {
        this.settings = settings;
    }

    HttpServletRequest read(HttpServletRequest request, Operation operation) throws IOException {
        requireAcceptable(request, operation);
        byte[] body = new byte[0];
        if (operation.body() != null) {
            requireJson(request);
            body = bytes(request);
        }
        Rim.body(request, body);
        return new GatedRequest(request, body);
    }

    private static void requireAcceptable(HttpServletRequest request, Operation operation) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank()) {
            return;
        }
        List<MediaType> wanted;
        try {
            wanted = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE,
                    "The header Accept cannot be read. Send application/json or leave it out.");
        }
        boolean possible = operation.produces().stream()
                .map(MediaType::parseMediaType)
                .anyMatch(type -> wanted.stream().anyMatch(want -> want.isCompatibleWith(type)));
        if (!possible) {
            throw new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE,
                    "This operation answers with " + String.join(" or ", operation.produces())
                            + ", which the header Accept rules out.");
        }
    }

    private static void requireJson(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || !isJson(type)) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as JSON, with the header Content-Type: application/json.");
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body uncompressed, without the header Content-Encoding.");
        }
    }

    private static boolean isJson(String contentType) {
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return type.getType().equals("application") && type.getSubtype().equals("json") && isUtf8(type);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isUtf8(MediaType type) {
        @Nullable String charset = type.getParameter("charset");
        return charset == null || charset.replace("\"", "").equalsIgnoreCase("utf-8");
    }

    private byte[] bytes(HttpServletRequest request) throws IOException {
        long limit = settings.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes((int) limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return body;
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + settings.maxBody().toKilobytes()
                        + " KiB. Split it, or have your admin raise lantern.api.max-body.");
    }
}
