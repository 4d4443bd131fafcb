package io.lantern.hub.enrich;

import io.lantern.hub.credit.Credits;
import io.lantern.hub.enrich.waterfall.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code enrich.email}: nulls where nobody knows.
 *
 * @param suppressed whether the person must not be looked up; then nobody was asked
 * @param email of the person at work
 * @param confidence that it is this person's
 * @param emailStatus whether it takes mail: {@code valid, accept_all, risky, unknown}
 * @param attempts who was asked, with what outcome at what cost; empty when cached
 */
record EmailResponse(
        boolean success,
        String requestId,
        Credits creditsConsumed,
        Credits creditsRemaining,
        long processingTimeMs,
        boolean cached,
        boolean suppressed,
        @Nullable String recordId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String company,
        @Nullable String domain,
        @Nullable String linkedin,
        @Nullable String email,
        @Nullable Sureness confidence,
        @Nullable String emailStatus,
        List<SourceOfValue> sources,
        List<Attempt> attempts) {}
