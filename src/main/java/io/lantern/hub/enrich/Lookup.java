package io.lantern.hub.enrich;

import com.google.common.hash.Hashing;
import io.lantern.hub.provider.Effort;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record to look up.
 *
 * @param recordId the caller's own
 * @param maxCredits null is no cap
 */
record Lookup(
        Wanted wanted,
        String recordId,
        Clues clues,
        Effort effort,
        @Nullable Integer maxCredits) {

    /** @return the same with these clues */
    Lookup with(Clues more) {
        return new Lookup(wanted, recordId, more, effort, maxCredits);
    }

    /** @return the same for the same question of the same record; what the caller would spend is no part of it */
    String hash() {
        Map<String, String> inputs = new TreeMap<>(clues.values());
        inputs.put("record_id", recordId);
        inputs.put("effort", effort.name());
        StringBuilder text = new StringBuilder();
        // Lengths keep {a: "b", c: "d"} apart from {a: "b4:c..."}.
        inputs.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.length())
                .append(':')
                .append(value)
                .append('\n'));
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }
}
