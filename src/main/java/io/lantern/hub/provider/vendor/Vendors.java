package io.lantern.hub.provider.vendor;

import io.lantern.hub.kernel.ProblemException;
import io.lantern.hub.provider.LastCalls;
import io.lantern.hub.provider.ProviderAnswer;
import io.lantern.hub.provider.ProviderQuestion;
import io.lantern.hub.provider.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The vendors that have a card. */
@Component
public class Vendors {
    private final VendorCards cards;
    private final ProducerTemplate routes;
    private final VendorTurn turn;
    private final LastCalls calls = new LastCalls();
    private final Map<String, Latencies> latencies = new ConcurrentHashMap<>();

    Vendors(VendorCards cards, ProducerTemplate routes, VendorTurn turn) {
        this.cards = cards;
        this.routes = routes;
        this.turn = turn;
    }

    /**
     * A vendor that can be asked now.
     *
     * @param name {@code <vendor>.<service>}
     * @param credits what a hit costs; null is what the price list says
     * @param patience within which nineteen of twenty answers come; null when that is not known
     */
    public record Offer(
            String name,
            @Nullable BigDecimal credits,
            @Nullable Duration patience) {}

    /** @return those of a service that have a key, by name */
    public List<Offer> offers(String service) {
        return cards.all().stream()
                .filter(card -> card.service().equals(service))
                .map(card -> new Offer(card.name(), card.credits(), patience(card)))
                .toList();
    }

    /** @return the vendors by name, with a key or without */
    public List<Source> sources() {
        Map<String, Source> sources = new TreeMap<>();
        for (VendorCard card : cards.loaded()) {
            Source source = new Source(
                    card.vendor(),
                    card.isOn() ? card.url() : null,
                    "lantern.vendors." + card.vendor() + ".key",
                    calls.of(card.vendor()));
            sources.merge(card.vendor(), source, (one, other) -> one.address() == null ? other : one);
        }
        return List.copyOf(sources.values());
    }

    /** @return whether the provider is one of these, with a key or without */
    public boolean has(String provider) {
        return cards.find(provider).isPresent();
    }

    /**
     * Asks a vendor, and once more when it wanted to be left alone for a moment first.
     *
     * @throws ProblemException {@code not_configured} without a key; else why there is no answer
     */
    public ProviderAnswer ask(String provider, ProviderQuestion question) {
        VendorCard card = cards.find(provider).orElseThrow();
        if (!card.isOn()) {
            throw VendorFault.noKey(card);
        }
        Optional<String> lacks = card.lacks(question.input().keySet());
        if (lacks.isPresent()) {
            return ProviderAnswer.miss(provider, lacks.get());
        }
        try {
            ProviderAnswer answer = call(card, question);
            calls.good(card.vendor());
            return answer;
        } catch (VendorFault fault) {
            ProblemException problem = fault.problem(provider);
            calls.bad(card.vendor(), problem.problem());
            throw problem;
        }
    }

    private ProviderAnswer call(VendorCard card, ProviderQuestion question) {
        try {
            return once(card, question);
        } catch (VendorFault busy) {
            Duration pause = busy.pause();
            if (pause == null || pause.compareTo(VendorTurn.LONGEST_WAIT) > 0) {
                throw busy;
            }
            return once(card, question);
        }
    }

    private ProviderAnswer once(VendorCard card, ProviderQuestion question) {
        try (VendorTurn.Turn mine = turn.take(card)) {
            long begun = System.nanoTime();
            ProviderAnswer answer =
                    routes.requestBody("direct:provider." + card.name(), question, ProviderAnswer.class);
            latencies.computeIfAbsent(card.name(), name -> new Latencies()).add(System.nanoTime() - begun);
            return answer;
        } catch (CamelExecutionException e) {
            throw VendorFault.of(e.getCause());
        }
    }

    private @Nullable Duration patience(VendorCard card) {
        Latencies known = latencies.get(card.name());
        return card.patience() != null || known == null
                ? card.patience()
                : known.p95().orElse(null);
    }
}
