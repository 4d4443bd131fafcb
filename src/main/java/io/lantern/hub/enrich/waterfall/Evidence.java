package io.lantern.hub.enrich.waterfall;

import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderAnswer.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that the sources have said so far. */
final class Evidence {
    /** Two are one more than can be wrong by the same mistake of one. */
    private static final int AGREEING = 2;

    private static final Comparator<Found> SUREST_FIRST =
            Comparator.comparingDouble(Found::confidence).reversed();

    private final Target target;
    private final Map<String, List<Found>> said = new LinkedHashMap<>();

    Evidence(Target target) {
        this.target = target;
    }

    /** @return whether the answer has a value for a field that is looked for */
    boolean add(ProviderAnswer answer) {
        boolean hit = false;
        for (Found found : answer.found()) {
            said.computeIfAbsent(found.field(), field -> new ArrayList<>()).add(found);
            hit |= target.fields().contains(found.field());
        }
        return hit;
    }

    /** @return whether no further source can be of use */
    boolean isSettled() {
        return target.fields().stream()
                .allMatch(field -> pick(field).filter(Pick::settled).isPresent());
    }

    /** @return what to believe, by field; fields of which nobody said anything are left out */
    Map<String, Pick> picks() {
        Map<String, Pick> picks = new TreeMap<>();
        for (String field : said.keySet()) {
            if (!target.details().containsKey(field)) {
                pick(field).ifPresent(pick -> picks.put(field, pick));
            }
        }
        target.details().forEach((detail, owner) -> {
            Pick of = picks.get(owner);
            if (of != null) {
                detail(detail, of).ifPresent(pick -> picks.put(detail, pick));
            }
        });
        return picks;
    }

    private Optional<Pick> detail(String field, Pick owner) {
        return said.getOrDefault(field, List.of()).stream()
                .filter(found -> found.source().equals(owner.found().source()))
                .max(Comparator.comparingDouble(Found::confidence))
                .map(found -> new Pick(found, found.confidence(), List.of(), true));
    }

    private Optional<Pick> pick(String field) {
        Map<String, List<Found>> bySameValue = new LinkedHashMap<>();
        for (Found found : said.getOrDefault(field, List.of())) {
            bySameValue
                    .computeIfAbsent(found.text().strip().toLowerCase(Locale.ROOT), value -> new ArrayList<>())
                    .add(found);
        }
        return bySameValue.values().stream().map(this::pick).max(Comparator.comparingDouble(Pick::confidence));
    }

    private Pick pick(Collection<Found> same) {
        List<Found> surestFirst = same.stream().sorted(SUREST_FIRST).toList();
        Found best = surestFirst.get(0);
        List<String> sources =
                surestFirst.stream().map(Found::source).distinct().toList();
        if (best.confidence() >= target.enough()) {
            return new Pick(best, best.confidence(), List.of(best.source()), true);
        }
        double allWrong = 1;
        for (Found found : surestFirst) {
            allWrong *= 1 - found.confidence();
        }
        return new Pick(best, rounded(1 - allWrong), sources, sources.size() >= AGREEING);
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 1000) / 1000.0;
    }
}
