package io.lantern.hub.enrich;

import io.lantern.hub.credit.ChargedWork;
import io.lantern.hub.credit.Credits;
import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.kernel.Wishes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Makes the look-ups that whoever sent a record wished for, within what they may cost. */
@Service
public class WishedLookups {
    /** One that is found first makes the next ones surer: the company's domain is part of an address. */
    private static final List<String> ORDER = List.of("company", "email", "person", "phone");

    private final RecordFinder finder;

    WishedLookups(RecordFinder finder) {
        this.finder = finder;
    }

    /**
     * What was found.
     *
     * @param values by the contract's names; what was known before is not among them
     * @param notes one sentence for each look-up that was not made
     * @param credits charged for all of it
     */
    public record Found(Map<String, Value> values, List<String> notes, Credits credits) {
        public Found {
            values = Map.copyOf(values);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A found value.
     *
     * @param provider who says so
     * @param confidence 0 to 1
     */
    public record Value(String text, String provider, double confidence) {}

    /**
     * @param recordId the sender's own; a Salesforce id is looked up in the CRM
     * @param known by the contract's names; what is known is not looked up again
     * @param work by service, who pays; a repeat of the same pays nothing
     */
    public Found find(String recordId, Map<String, String> known, Wishes wishes, Function<String, ChargedWork> work) {
        Map<String, String> facts = new HashMap<>(known);
        Map<String, Value> values = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Credits spent = Credits.NONE;
        for (String service : ORDER) {
            if (!wishes.services().contains(service) || known.containsKey(service)) {
                continue;
            }
            Optional<String> obstacle = obstacle(service, facts, wishes, spent);
            if (obstacle.isPresent()) {
                notes.add(service + ": " + obstacle.get());
                continue;
            }
            try {
                RecordFinder.Found found =
                        finder.find(service, recordId, facts, most(service, wishes, spent), work.apply(service));
                spent = spent.plus(found.credits());
                add(values, found, known);
                found.values().forEach(facts::putIfAbsent);
            } catch (ProblemException e) {
                if (e.problem().code() != ProblemCode.INSUFFICIENT_CREDITS) {
                    throw e;
                }
                notes.add(service + ": the tenant has no credits left for it.");
            }
        }
        return new Found(values, notes, spent);
    }

    private Optional<String> obstacle(String service, Map<String, String> facts, Wishes wishes, Credits spent) {
        Integer cap = wishes.maxCredits();
        if (cap != null && !spent.isLessThan(Credits.of(cap))) {
            return Optional.of("max_credits is used up.");
        }
        return finder.missing(service, facts);
    }

    private Credits most(String service, Wishes wishes, Credits spent) {
        Credits worst = finder.most(service);
        Integer cap = wishes.maxCredits();
        if (cap == null) {
            return worst;
        }
        Credits left = Credits.of(cap).minus(spent);
        return left.isLessThan(worst) ? left : worst;
    }

    private static void add(Map<String, Value> values, RecordFinder.Found found, Map<String, String> known) {
        String provider = found.provider();
        if (provider == null) {
            return;
        }
        double confidence = Double.parseDouble(found.values().getOrDefault("confidence", "1"));
        found.values().forEach((name, text) -> {
            if (!name.equals("confidence") && !known.containsKey(name)) {
                values.putIfAbsent(name, new Value(text, provider, confidence));
            }
        });
    }
}
