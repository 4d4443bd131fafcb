package io.lantern.hub.enrich;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.person}: nulls where nobody knows.
 *
 * @param suppressed whether the person must not be looked up; then nobody was asked
 * @param confidence mean of what was found, 0 to 1; null when that is nothing
 * @param attempts who was asked, with what outcome at what cost; empty when cached
 */
record PersonResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        boolean suppressed,
        @Nullable String recordId,
        Person person,
        @Nullable Double confidence,
        List<SourceOfValue> sources,
        List<Attempt> attempts) {

    /**
     * The person.
     *
     * @param emailStatus whether the address takes mail: {@code valid, accept_all, risky, unknown}
     * @param phone E.164
     * @param phoneStatus {@code valid} when the number's country has such numbers; others are not given
     * @param seniority as its provider calls it, else from the words of the title
     * @param jobLastSeenAt when a provider last saw the person in this job
     */
    record Person(
            @Nullable String fullName,
            @Nullable String email,
            @Nullable Sureness emailConfidence,
            @Nullable String emailStatus,
            @Nullable String phone,
            @Nullable String phoneStatus,
            @Nullable String title,
            @Nullable String seniority,
            @Nullable String linkedinUrl,
            @Nullable String jobLastSeenAt) {}
}
