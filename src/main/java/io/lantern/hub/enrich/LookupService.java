package io.lantern.hub.enrich;

import io.lantern.hub.credit.CreditService;
import io.lantern.hub.enrich.CompanyResponse.Company;
import io.lantern.hub.enrich.CompanyResponse.Geo;
import io.lantern.hub.enrich.CompanyResponse.Hq;
import io.lantern.hub.enrich.PersonResponse.Person;
import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.Effort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The door of looking up one record; bean {@code lookupService}. A hit is charged; a miss, a failure and what was found
 * before cost nothing.
 */
@Service("lookupService")
class LookupService {
    private static final Set<String> OF_COMPANY = Set.of(
            "name",
            "domain",
            "linkedin_url",
            "industry",
            "size_range",
            "hq_city",
            "hq_state",
            "hq_country",
            "hq_postal_code",
            "lat",
            "lon",
            "county");
    private static final Set<String> OF_PERSON =
            Set.of("full_name", "email", "phone", "title", "seniority", "linkedin_url", "job_last_seen_at");

    private final Lookups lookups;
    private final CreditService credits;

    LookupService(Lookups lookups, CreditService credits) {
        this.lookups = lookups;
        this.credits = credits;
    }

    /**
     * Operation {@code enrich.phone}.
     *
     * @throws ProblemException {@code bad_request} when it says too little to find anybody, {@code
     *     insufficient_credits}
     */
    public PhoneResponse phone(PhoneRequest request, Caller caller) {
        long begun = System.nanoTime();
        Clues clues = request.clues();
        boolean named = clues.has("first_name", "last_name") && (clues.has("company") || clues.has("domain"));
        if (!named && !clues.has("linkedin_id") && !clues.has("email")) {
            throw tooLittle("linkedin_id", "first_name and last_name with company or domain, or linkedin_id, or email");
        }
        Finding found = lookups.find(
                new Lookup(Wanted.PHONE, text(request.recordId()), clues, Effort.HIGH, request.maxCredits()), caller);
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
                first(clues.get("domain"), found.text("domain")),
                first(clues.get("email"), found.text("email")),
                first(clues.get("linkedin_id"), slug(found.text("linkedin_url"))),
                found.text("phone"),
                found.text("phone_type"),
                phone == null ? null : Boolean.TRUE,
                found.text("country"),
                phone == null ? null : phone.confidence(),
                found.sources(Set.of("phone", "phone_type", "country", "email", "linkedin_url"), ""),
                found.attempts());
    }

    /**
     * Operation {@code enrich.email}.
     *
     * @throws ProblemException {@code insufficient_credits}
     */
    public EmailResponse email(EmailRequest request, Caller caller) {
        long begun = System.nanoTime();
        Clues clues = request.clues();
        Finding found = lookups.find(
                new Lookup(Wanted.EMAIL, text(request.recordId()), clues, Effort.HIGH, request.maxCredits()), caller);
        return new EmailResponse(
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
                first(clues.get("domain"), found.text("domain")),
                request.linkedin(),
                found.text("email"),
                Sureness.of(found.value("email")),
                found.text("email_status"),
                found.sources(Set.of("email"), ""),
                found.attempts());
    }

    /**
     * Operation {@code enrich.company}.
     *
     * @throws ProblemException {@code bad_request} without a name and a domain, {@code insufficient_credits}
     */
    public CompanyResponse company(CompanyRequest request, Caller caller) {
        long begun = System.nanoTime();
        Clues clues = request.clues();
        if (!clues.has("company") && !clues.has("domain")) {
            throw tooLittle("company_name", "company_name or domain");
        }
        Effort effort = Effort.of(request.effort());
        Finding found = lookups.find(
                new Lookup(Wanted.COMPANY, text(request.recordId()), clues, effort, request.maxCredits()), caller);
        return new CompanyResponse(
                true,
                caller.requestId(),
                found.credits(),
                credits.remaining(caller.tenant()),
                millisSince(begun),
                found.cached(),
                request.recordId(),
                companyOf(found, clues),
                found.confidence(Wanted.COMPANY.fields()),
                "true".equals(found.text("website_verified")),
                found.sources(OF_COMPANY, "company."),
                found.attempts());
    }

    private static Company companyOf(Finding found, Clues clues) {
        return new Company(
                found.text("name"),
                first(found.text("domain"), clues.get("domain")),
                found.text("linkedin_url"),
                new Hq(
                        found.text("hq_city"),
                        found.text("hq_state"),
                        found.text("hq_country"),
                        found.text("hq_postal_code")),
                found.text("size_range"),
                found.text("industry"),
                new Geo(found.number("lat"), found.number("lon"), found.text("county")),
                found.verifiedAt());
    }

    /**
     * Operation {@code enrich.person}.
     *
     * @throws ProblemException {@code bad_request} when the domain is none, {@code insufficient_credits}
     */
    public PersonResponse person(PersonRequest request, Caller caller) {
        long begun = System.nanoTime();
        Clues clues = request.clues();
        if (!clues.has("domain")) {
            throw tooLittle("company_domain", "a company_domain such as acme.com");
        }
        Effort effort = Effort.of(request.effort());
        Finding found = lookups.find(
                new Lookup(Wanted.PERSON, text(request.recordId()), clues, effort, request.maxCredits()), caller);
        return new PersonResponse(
                true,
                caller.requestId(),
                found.credits(),
                credits.remaining(caller.tenant()),
                millisSince(begun),
                found.cached(),
                found.suppressed(),
                request.recordId(),
                personOf(found, clues),
                found.confidence(Wanted.PERSON.fields()),
                found.sources(OF_PERSON, "person."),
                found.attempts());
    }

    private static Person personOf(Finding found, Clues clues) {
        String title = found.text("title");
        // The name is only repeated of somebody who was found.
        String name = found.values().isEmpty() ? null : clues.get("first_name") + " " + clues.get("last_name");
        return new Person(
                first(found.text("full_name"), name),
                found.text("email"),
                Sureness.of(found.value("email")),
                found.text("email_status"),
                found.text("phone"),
                found.value("phone") == null ? null : "valid",
                title,
                first(found.text("seniority"), Seniority.of(title).orElse(null)),
                found.text("linkedin_url"),
                found.text("job_last_seen_at"));
    }

    private static @Nullable String slug(@Nullable String profile) {
        return Clues.builder().linkedin(profile).build().get("linkedin_id");
    }

    private static @Nullable String first(@Nullable String better, @Nullable String other) {
        return better == null ? other : better;
    }

    private static String text(@Nullable String sent) {
        return Optional.ofNullable(sent).orElse("");
    }

    private static ProblemException tooLittle(String field, String what) {
        return new ProblemException(new Problem(
                ProblemCode.BAD_REQUEST,
                "That is too little to find anybody: send " + what + ".",
                List.of(new Problem.Detail(field, "send " + what))));
    }

    private static long millisSince(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
