package io.lantern.hub.match.mirror;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.match.mirror}.
 *
 * @param extraFields object ({@code account, contact, lead}) to API names of more fields that shall be copied, so
 *     that rules can name them
 * @param quiet changed records are read again when none has changed for this long,
 * @param atLatest or when this long has passed since the first; longer needs fewer API calls in a burst
 * @param reloadAfter a copy older than this is made anew at the next start, which also finds what was deleted
 *     while nobody listened
 */
@Validated
@ConfigurationProperties("lantern.match.mirror")
record MirrorSettings(
        @DefaultValue Map<String, List<@Pattern(regexp = "[A-Za-z][A-Za-z0-9_.]*") String>> extraFields,
        @DefaultValue("2s") Duration quiet,
        @DefaultValue("15s") Duration atLatest,
        @DefaultValue("24h") Duration reloadAfter) {
    MirrorSettings {
        extraFields = Map.copyOf(extraFields);
    }

    List<String> extraFields(CrmObject object) {
        return extraFields.getOrDefault(object.word(), List.of());
    }
}
