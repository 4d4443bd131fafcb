package io.lantern.hub.trigger;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code lantern.trigger.*}: which changes start which workflow.
 *
 * @param bindings a change that no binding names starts nothing, it only keeps derived copies fresh. Default: a
 *     created or undeleted Lead starts {@code inbound-lead}; updates start nothing, so that a rep's edit never
 *     re-routes a lead
 * @param objects which the poll and the events follow
 * @param overlap how far each poll reads back behind its watermark, because Salesforce commits out of timestamp
 *     order; 0 to 60 minutes, default 5
 * @param catchUp polls so long after the start, where no replay position is known: a first subscription hears only
 *     what is published once it stands, and what came before need not wait for the next regular poll
 * @param startFrom records created at or after this time count as new when the hub first meets an org; null: the time
 *     of that meeting. Changing it later changes nothing
 * @param pageSize rows per poll query, 200 to 2000
 * @param runsPerRecordAndHour more changes of one record in an hour start no run and raise an alarm: two systems
 *     are overwriting each other
 */
@Validated
@ConfigurationProperties("lantern.trigger")
record TriggerSettings(
        @Valid List<Binding> bindings,

        @NotEmpty @DefaultValue({"Lead", "Contact", "Account", "Opportunity"})
        List<String> objects,

        @DefaultValue("5m") Duration overlap,
        @DefaultValue({"4s", "12s"}) List<Duration> catchUp,
        @Nullable Instant startFrom,
        @Min(200) @Max(2000) @DefaultValue("2000") int pageSize,
        @Min(1) @Max(1000) @DefaultValue("20") int runsPerRecordAndHour) {

    TriggerSettings {
        bindings = bindings == null || bindings.isEmpty()
                ? List.of(new Binding("Lead", Set.of(Change.CREATE, Change.UNDELETE), "inbound-lead"))
                : List.copyOf(bindings);
        objects = List.copyOf(objects);
        if (overlap.isNegative() || overlap.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("lantern.trigger.overlap must be between 0 and 60 minutes");
        }
    }

    /**
     * @param object API name
     * @param on the kinds of change that start the workflow
     * @param workflow id of a route {@code workflow.<id>}
     */
    record Binding(
            @NotBlank String object,
            @NotEmpty Set<Change> on,
            @NotBlank String workflow) {}

    /** @return the workflows to start for a change of this kind */
    List<String> workflows(String object, Change change) {
        return bindings.stream()
                .filter(binding ->
                        binding.object().equals(object) && binding.on().contains(change))
                .map(Binding::workflow)
                .toList();
    }

    /** @return the object's first bound workflow, or null */
    @Nullable
    String defaultWorkflow(String object) {
        return bindings.stream()
                .filter(binding -> binding.object().equals(object))
                .map(Binding::workflow)
                .findFirst()
                .orElse(null);
    }
}
