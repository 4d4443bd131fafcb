package io.lantern.hub.provider.vendor;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The parameters of a card as its file has them, read with sentences for who wrote it.
 *
 * @param values those the file gives, over those the template has by default
 * @param settings replaces <code>{{placeholders}}</code> by the hub's settings
 */
record CardParameters(Map<String, Object> values, UnaryOperator<String> settings) {
    CardParameters {
        values = Map.copyOf(values);
    }

    String optional(String name) {
        return values.getOrDefault(name, "").toString().strip();
    }

    /** @return with the settings it names */
    String text(String name) {
        String raw = values.getOrDefault(name, "").toString();
        try {
            return settings.apply(raw);
        } catch (IllegalArgumentException e) {
            throw wrong(name, "names a setting that is not there; write {{name.of.setting:}} when it may be absent");
        }
    }

    String matching(String name, String pattern, String rule) {
        String text = text(name).strip();
        if (!text.matches(pattern)) {
            throw wrong(name, rule);
        }
        return text;
    }

    BigDecimal number(String name, int least, int most) {
        String rule = "must be a number from %d to %d".formatted(least, most);
        try {
            BigDecimal number = new BigDecimal(text(name).strip());
            if (number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, rule);
        }
        throw wrong(name, rule);
    }

    /** A program is taken as it stands: its braces are no placeholders. */
    JqProgram program(String name) {
        String text = optional(name);
        if (text.isEmpty()) {
            throw wrong(name, "must be a jq program");
        }
        try {
            return JqProgram.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, "is not jq: " + e.getMessage());
        }
    }

    IllegalArgumentException wrong(String name, String rule) {
        return new IllegalArgumentException(
                "Provider card `%s`: parameter `%s` %s.".formatted(values.getOrDefault("name", "?"), name, rule));
    }
}
