package io.lantern.hub.enrich.waterfall;

import java.util.Map;
import java.util.Set;

/**
 * What is looked for.
 *
 * @param fields worth asking for: sources are asked until each has a value to believe
 * @param details fields that belong to a value ({@code phone_type} to {@code phone}), taken from whom that is taken
 *     from; not asked for by themselves
 * @param enough confidence at which a field needs no further source, 0 to 1
 */
public record Target(Set<String> fields, Map<String, String> details, double enough) {
    public Target {
        fields = Set.copyOf(fields);
        details = Map.copyOf(details);
    }
}
