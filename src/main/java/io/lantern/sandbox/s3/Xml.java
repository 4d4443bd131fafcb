package io.lantern.sandbox.s3;

import com.google.common.xml.XmlEscapers;
import io.lantern.sandbox.http.WebAnswer;
import org.jspecify.annotations.Nullable;

/** The few elements that S3 answers with. */
final class Xml {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private Xml() {}

    static String tag(String name, @Nullable Object value) {
        return "<%1$s>%2$s</%1$s>"
                .formatted(name, XmlEscapers.xmlContentEscaper().escape(String.valueOf(value)));
    }

    static WebAnswer answer(int status, String element) {
        return WebAnswer.of(status, "application/xml", HEAD + element);
    }
}
