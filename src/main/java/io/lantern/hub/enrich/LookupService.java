package io.lantern.hub.enrich;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The door of looking up one record; bean {@code lookupService}. */
@Service("lookupService")
class LookupService {
    private final Lookups lookups;
    private final CreditService credits;

    LookupService(Lookups lookups, CreditService credits) {
        this.lookups = lookups;
        this.credits = credits;
    }

    /**
     * Operation {@code enrich.phone}: a hit is charged; a miss, a failure and what was found before cost nothing.
     *
     * @throws ProblemException {@code bad_request} when it says too little to find anybody, {@code
     *     insufficient_credits}
     */
    public PhoneResponse phone(PhoneRequest request, Caller caller) {
        long begun = System.nanoTime();
        Clues clues = request.clues();
        boolean named = clues.has("first_name", "last_name") && (clues.has("company") || clues.has("domain"));
        if (!named && !clues.has("linkedin_id") && !clues.has("email")) {
            throw tooLittle("first_name and last_name with company or domain, or linkedin_id, or email");
        }
        Finding found = lookups.find(
                new Lookup(Wanted.PHONE, recordId(request.recordId()), clues, Effort.HIGH, request.maxCredits()),
                caller);
        FoundValue phone = found.value("phone");
        return new PhoneResponse(
                true,
                caller.requestId(),
                found.credits(),
                credits.remaining(caller.tenant()),
                millisSince(begun),
                found.cached(),
                found.suppressed(),
                request.recordId(),
                request.firstName(),
                request.lastName(),
                request.company(),
                first(clues.get("domain"), null),
                first(clues.get("email"), found.text("email")),
                first(clues.get("linkedin_id"), slug(found.text("linkedin_url"))),
                phone == null ? null : phone.text(),
                found.text("phone_type"),
                phone == null ? null : Boolean.TRUE,
                found.text("country"),
                phone == null ? null : phone.confidence(),
                found.sources(Set.of("phone", "phone_type", "country", "email", "linkedin_url"), ""),
                found.attempts());
    }

    private static @Nullable String slug(@Nullable String profile) {
        return Clues.builder().linkedin(profile).build().get("linkedin_id");
    }

    private static @Nullable String first(@Nullable String sent, @Nullable String found) {
        return sent == null ? found : sent;
    }

    private static String recordId(@Nullable String id) {
        return id == null ? "" : id;
    }

    private static ProblemException tooLittle(String what) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST,
                "That is too little to find anybody: send " + what + ".",
                List.of(new Problem.Detail("", "needs " + what))));
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
