package io.lantern.hub.form;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/forms/submit}.
 *
 * @param additionalFields whatever else the form asks for
 * @param formSource {@code form_name, page_url, campaign} and {@code utm_*}
 */
public record FormRequest(
        @Nullable String name,
        @Nullable String firstName,
        @Nullable String lastName,
        String email,
        @Nullable String company,
        @Nullable String phone,
        @Nullable String title,
        @Nullable String country,
        @Nullable Map<String, @Nullable Object> additionalFields,
        @Nullable Map<String, @Nullable String> formSource,
        @Nullable Consent consent,
        @Nullable EnrichmentPreferences enrichmentPreferences,
        @Nullable OutputPreferences outputPreferences) {

    /**
     * What the person agreed to.
     *
     * @param lawfulBasis of article 6 of the GDPR; null when none is stated
     */
    public record Consent(
            boolean given,
            @Nullable String text,
            @Nullable Instant at,
            @Nullable String lawfulBasis) {}

    /** What is to be looked up. @param timeoutMs how long the answer may wait for it, 0 to 5000 */
    public record EnrichmentPreferences(
            @Nullable List<String> services, @Nullable Integer timeoutMs) {}

    /**
     * Where it goes.
     *
     * @param mode {@code return}, {@code push} or {@code both}
     * @param redirectUrl page that a browser is sent to which posts the form without a script
     */
    public record OutputPreferences(
            @Nullable String mode,
            @Nullable List<String> targets,
            @Nullable String workflowId,
            @Nullable String redirectUrl) {}

    List<String> services() {
        return enrichmentPreferences == null || enrichmentPreferences.services() == null
                ? List.of()
                : enrichmentPreferences.services();
    }

    /** @return {@code return}, {@code push} or {@code both} */
    String mode() {
        return outputPreferences == null || outputPreferences.mode() == null ? "return" : outputPreferences.mode();
    }

    /** @return where it is pushed; none for a form that only wants an answer */
    List<String> targets() {
        if (outputPreferences == null || mode().equals("return")) {
            return List.of();
        }
        List<String> named = outputPreferences.targets();
        return named == null || named.isEmpty()
                ? List.of(FormTargets.SALESFORCE)
                : named.stream().distinct().toList();
    }

    @Nullable
    String workflowId() {
        return outputPreferences == null ? null : outputPreferences.workflowId();
    }

    @Nullable
    String redirectUrl() {
        return outputPreferences == null ? null : outputPreferences.redirectUrl();
    }

    @Nullable
    String source(String name) {
        return formSource == null ? null : formSource.get(name);
    }
}
