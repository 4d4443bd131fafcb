package io.lantern.hub.access;

import io.lantern.hub.kernel.Caller;
import io.lantern.hub.kernel.Problem;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a key may be that a caller asks for. */
@Component
class NewKeyPolicy {
    /** Width of the columns that hold them, parted by spaces. */
    private static final int SCOPES_LENGTH = 1_000;

    private static final int ORIGINS_LENGTH = 2_000;

    private final AccessStore store;
    private final Clock clock;

    NewKeyPolicy(AccessStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code bad_request} with every fault; {@code forbidden} when the caller lacks a scope
     *     it wants to pass on
     */
    NewKey checked(KeyRequest request, Caller caller) {
        List<Problem.Detail> faults = new ArrayList<>();
        Set<String> scopes = scopes(request.scopes(), faults);
        Set<String> origins = origins(Objects.requireNonNullElse(request.origins(), List.of()), faults);
        OwnLimits limits = Objects.requireNonNullElse(request.limits(), OwnLimits.NONE);
        limitFaults(limits, store.plan(caller.tenant()).orElse(Limits.SMALLEST), faults);
        if (request.expiresAt() != null && !request.expiresAt().isAfter(clock.instant())) {
            faults.add(new Problem.Detail("expires_at", "must be in the future"));
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(new Problem(ProblemCode.BAD_REQUEST, sentence(faults), faults));
        }
        requireAll(scopes, caller);
        return new NewKey(
                caller.tenant(), request.name(), scopes, request.expiresAt(), origins, limits, caller.keyId());
    }

    /** @throws ProblemException {@code forbidden} when the caller has not got all of the scopes itself */
    static void requireAll(Collection<String> scopes, Caller caller) {
        List<String> lacking = scopes.stream()
                .filter(scope -> !Scopes.has(caller, scope))
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "The key " + caller.keyId() + " cannot give what it has not got itself: scope "
                            + String.join(", ", lacking) + ". Use a key that has it.");
        }
    }

    private static Set<String> scopes(List<String> wanted, List<Problem.Detail> faults) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!Scopes.isOne(wanted.get(i))) {
                faults.add(new Problem.Detail("scopes[" + i + "]", "is no scope"));
            }
        }
        Set<String> scopes = new LinkedHashSet<>(wanted);
        atMost("scopes", scopes, SCOPES_LENGTH, faults);
        return scopes;
    }

    private static Set<String> origins(List<String> wanted, List<Problem.Detail> faults) {
        Set<String> origins = new LinkedHashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String origin = origin(wanted.get(i));
            if (origin == null) {
                faults.add(new Problem.Detail(
                        "origins[" + i + "]",
                        "must be scheme and host of a page and nothing more, such as https://www.acme.example"));
            } else {
                origins.add(origin);
            }
        }
        atMost("origins", origins, ORIGINS_LENGTH, faults);
        return origins;
    }

    /** @return the origin as a browser writes it; null when it is none */
    private static @Nullable String origin(String text) {
        try {
            URI address = new URI(text.toLowerCase(Locale.ROOT));
            String scheme = address.getScheme();
            String host = address.getHost();
            if (host == null || !("https".equals(scheme) || "http".equals(scheme))) {
                return null;
            }
            boolean usualPort = address.getPort() == (scheme.equals("https") ? 443 : 80);
            String port = address.getPort() == -1 || usualPort ? "" : ":" + address.getPort();
            String whole = scheme + "://" + host + (address.getPort() == -1 ? "" : ":" + address.getPort());
            return whole.equals(address.toString()) ? scheme + "://" + host + port : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** A key may be slower than its tenant's plan, for a page or a partner, but not faster. */
    private static void limitFaults(OwnLimits own, Limits plan, List<Problem.Detail> faults) {
        Limits wanted = own.over(plan);
        for (LimitGroup group : LimitGroup.values()) {
            if (wanted.of(group) > plan.of(group)) {
                faults.add(new Problem.Detail(
                        "limits." + group.wireName(),
                        "must be at most " + plan.of(group) + ", as in the tenant's plan"));
            }
        }
    }

    private static void atMost(String field, Set<String> words, int length, List<Problem.Detail> faults) {
        if (String.join(" ", words).length() > length) {
            faults.add(new Problem.Detail(field, "must be at most " + length + " characters in all"));
        }
    }

    private static String sentence(List<Problem.Detail> faults) {
        Problem.Detail first = faults.get(0);
        return faults.size() == 1
                ? "`" + first.field() + "` " + first.message() + "."
                : "The key was not made: " + faults.size() + " fields are wrong; see details.";
    }
}
