package io.lantern.hub.provider.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/** Turns the bytes of a page into text, whatever its server and its author say of their charset. */
final class PageText {
    private static final Pattern DECLARED = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([a-z0-9_:-]+)");
    private static final int HEAD = 4_096;

    /** Names that the web uses for more than they mean (WHATWG Encoding Standard). */
    private static final Map<String, String> MEANT = Map.of(
            "iso-8859-1", "windows-1252",
            "us-ascii", "windows-1252",
            "iso-8859-9", "windows-1254",
            "shift_jis", "windows-31j",
            "gb2312", "gb18030",
            "gbk", "gb18030",
            "euc-kr", "x-windows-949");

    private PageText() {}

    /** @param contentType as the server said; null when it did not */
    static String decode(byte[] body, @Nullable String contentType) {
        String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
        // Text that reads as UTF-8 and is not plain ASCII is UTF-8, whatever anybody declares.
        return strict(body, StandardCharsets.UTF_8)
                .or(() -> Stream.of(contentType == null ? "" : contentType, head)
                        .flatMap(text -> declared(text).stream())
                        .filter(charset -> !charset.equals(StandardCharsets.UTF_8))
                        .flatMap(charset -> strict(body, charset).stream())
                        .findFirst())
                .orElseGet(() -> sniffed(body));
    }

    private static Optional<Charset> declared(String text) {
        Matcher declared = DECLARED.matcher(text);
        return declared.find() ? charset(declared.group(1)) : Optional.empty();
    }

    private static Optional<Charset> charset(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(MEANT.getOrDefault(lower, lower)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** A page may have been cut in the middle of its last character. */
    private static Optional<String> strict(byte[] body, Charset charset) {
        for (int cut : List.of(0, 1, 2, 3)) {
            try {
                return Optional.of(charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(body, 0, Math.max(0, body.length - cut)))
                        .toString());
            } catch (CharacterCodingException notThisOne) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static String sniffed(byte[] body) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(body);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        return new String(
                body,
                (name == null ? Optional.<Charset>empty() : charset(name)).orElse(Charset.forName("windows-1252")));
    }
}
