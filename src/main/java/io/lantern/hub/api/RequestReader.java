package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Checks media types and reads the body up to the limit, whether its length was announced or it comes in chunks. */
@Component
class RequestReader {
    private static final byte[] NONE = new byte[0];

    private final RimSettings settings;

    RequestReader(RimSettings settings) {
        this.settings = settings;
    }

    /** @return the body as it came; empty when the operation takes none */
    byte[] read(HttpServletRequest request, Operation operation) {
        requireAcceptable(request, operation);
        if (operation.body() == null) {
            return NONE;
        }
        FormShape form = operation.form();
        if (form != null && isForm(request)) {
            byte[] early = Rim.form(request);
            return form.json(early == null ? whole(request) : early);
        }
        requireJson(request);
        return whole(request);
    }

    /** @return whether the body is what an HTML form sends */
    boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /** @return the body as it came */
    byte[] whole(HttpServletRequest request) {
        try {
            return bytes(request);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    "The body cannot be read: it ends early, or its chunks are not as HTTP wants them. Send it again.");
        }
    }

    private static void requireAcceptable(HttpServletRequest request, Operation operation) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || accept.isBlank() || operation.produces().isEmpty()) {
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

    /** A caller who sends a byte now and then would hold a thread for ever, so the whole has a time, too. */
    private byte[] bytes(HttpServletRequest request) throws IOException {
        long limit = settings.maxBody().toBytes();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        long end = System.nanoTime() + settings.bodyTimeout().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(512, request.getContentLengthLong()));
        InputStream in = request.getInputStream();
        byte[] part = new byte[8192];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            body.write(part, 0, read);
            if (body.size() > limit) {
                throw tooLarge();
            }
            if (System.nanoTime() > end) {
                Rim.giveUp(request);
                throw new ProblemException(
                        ProblemCode.BAD_REQUEST,
                        "The body did not arrive within "
                                + settings.bodyTimeout().toSeconds()
                                + " seconds. Send it over a faster connection, or in smaller parts.");
            }
        }
        return body.toByteArray();
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + settings.maxBody().toKilobytes()
                        + " KiB. Split it, or have your admin raise lantern.api.max-body.");
    }
}
