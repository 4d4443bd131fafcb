package io.lantern.hub.api;

import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Keeps e-mail addresses out of the JSON log. The hub's own words hold none, but a library's exception may quote what it
 * was given. {@code logging.exception-conversion-word} does the same for the log that people read.
 */
final class LogMask implements StructuredLoggingJsonMembersCustomizer<Object> {
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

    @Override
    public void customize(JsonWriter.Members<Object> members) {
        members.applyingValueProcessor(JsonWriter.ValueProcessor.of(String.class, LogMask::masked));
    }

    static String masked(String text) {
        return text.indexOf('@') < 0 ? text : ADDRESS.matcher(text).replaceAll("<e-mail>");
    }
}
