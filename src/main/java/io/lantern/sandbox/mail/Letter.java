package io.lantern.sandbox.mail;

import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A letter as a mail program would show it. */
record Letter(@Nullable String id, Map<String, Object> shown) {

    /** @param envelope who it was handed over for, as opposed to what its header says */
    static Letter read(byte[] bytes, List<String> envelope) throws IOException {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("from", addresses(message.getFrom()));
            shown.put("to", addresses(message.getRecipients(MimeMessage.RecipientType.TO)));
            shown.put("recipients", envelope);
            shown.put("subject", String.valueOf(message.getSubject()));
            Map<String, String> bodies = new LinkedHashMap<>();
            gather(message, bodies);
            shown.put("text", bodies.getOrDefault("text/plain", ""));
            shown.put("html", bodies.getOrDefault("text/html", ""));
            Map<String, String> headers = new LinkedHashMap<>();
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.merge(header.getName(), header.getValue(), (one, other) -> one + "\n" + other);
            }
            shown.put("headers", headers);
            return new Letter(message.getMessageID(), shown);
        } catch (MessagingException e) {
            throw new IOException("The letter cannot be read", e);
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(Address::toString).toList();
    }

    private static void gather(Part part, Map<String, String> bodies) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                gather(parts.getBodyPart(i), bodies);
            }
        } else if (content instanceof String text) {
            bodies.putIfAbsent(part.isMimeType("text/html") ? "text/html" : "text/plain", text);
        }
    }
}
