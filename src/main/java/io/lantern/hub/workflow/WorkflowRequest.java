package io.lantern.hub.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.lantern.hub.kernel.Wishes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/workflows/{workflow_id}/trigger}.
 *
 * @param recordData one record, a list of them, or what the source sends
 * @param waits whether to wait for the outcome
 */
public record WorkflowRequest(
        JsonNode recordData,
        @Nullable String sourceSystem,
        @Nullable EnrichmentPreferences enrichmentPreferences,
        @Nullable RoutingPreferences routingPreferences,
        @JsonProperty("wait") @Nullable Boolean waits) {

    /** What is to be looked up. @param overwrite {@code fill_blanks}, {@code always} or {@code never} */
    public record EnrichmentPreferences(
            @Nullable List<String> services,
            @Nullable Integer maxCredits,
            @Nullable String overwrite) {}

    /** Who shall get the record. */
    public record RoutingPreferences(@Nullable String pool) {}

    Wishes wishes() {
        EnrichmentPreferences enrichment =
                enrichmentPreferences == null ? new EnrichmentPreferences(null, null, null) : enrichmentPreferences;
        List<String> services = enrichment.services();
        String overwrite = enrichment.overwrite();
        return new Wishes(
                services == null ? List.of() : services,
                enrichment.maxCredits(),
                overwrite == null
                        ? Wishes.Overwrite.FILL_BLANKS
                        : Wishes.Overwrite.valueOf(overwrite.toUpperCase(Locale.ROOT)),
                routingPreferences == null ? null : routingPreferences.pool());
    }
}
