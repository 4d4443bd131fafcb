package io.lantern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.lantern.bench.LoadGenerator.Load;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the gate costs: one answer from a bare controller, from the same controller behind the gate, and from a Camel
 * route behind the gate; in one process, in turns. Throughput as fast as it is answered, latency at a steady pace.
 */
class GateBench {
    private static final int CONNECTIONS = 32;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 7;
    private static final int SECONDS = 4;

    /** A pace that leaves the processors room, so that latencies are of the hub and not of the line before it. */
    private static final int PACE = 3000;

    /** A line per request is worth what it costs, but it is no part of the gate. */
    private static final String SETTINGS = "--logging.level.lantern.request=WARN";

    private enum Case {
        BARE("bare controller", "/bare/status", ""),
        GATED("controller behind the gate", "/v1/triggers/salesforce/status", "X-Bench: controller\r\n"),
        ROUTE("Camel route behind the gate", "/v1/triggers/salesforce/status", "");

        private final String name;
        private final String path;
        private final String headers;

        Case(String name, String path, String headers) {
            this.name = name;
            this.path = path;
            this.headers = headers;
        }
    }

    @TempDir
    Path folder = Path.of("");

    @Test
    void theGateCostsLittle() throws Exception {
        ListMultimap<Case, LoadGenerator.Result> full = results();
        ListMultimap<Case, LoadGenerator.Result> paced = results();
        try (BenchHub hub = BenchHub.start(folder, SETTINGS)) {
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                for (Case one : Case.values()) {
                    Load load = Load.of(one.path, one.headers, CONNECTIONS, SECONDS);
                    LoadGenerator.Result atFull = LoadGenerator.run(hub, load);
                    if (round >= 0) {
                        full.put(one, atFull);
                        paced.put(one, LoadGenerator.run(hub, load.at(PACE)));
                    }
                }
            }
        }

        print("as fast as it is answered", full);
        print("at " + PACE + " requests/s", paced);
        double throughput = perSecond(full.get(Case.GATED)) / perSecond(full.get(Case.BARE));
        double added = p99(paced.get(Case.GATED)) - p99(paced.get(Case.BARE));
        assertThat(throughput).as("throughput of the gate to none").isGreaterThanOrEqualTo(0.75);
        assertThat(added).as("microseconds the gate adds at p99").isLessThanOrEqualTo(1000);
    }

    private static ListMultimap<Case, LoadGenerator.Result> results() {
        return MultimapBuilder.enumKeys(Case.class).arrayListValues().build();
    }

    private static void print(String how, ListMultimap<Case, LoadGenerator.Result> results) {
        System.out.println(how);
        for (Case one : Case.values()) {
            print(one, results.get(one), results.get(Case.BARE));
        }
    }

    private static void print(Case one, List<LoadGenerator.Result> results, List<LoadGenerator.Result> bare) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %6.0f requests/s (ratio %.2f)  p50 %.2f ms  p99 %.2f ms (%+.2f)  processor %.0f us%n",
                one.name,
                perSecond(results),
                perSecond(results) / perSecond(bare),
                median(results, LoadGenerator.Result::p50Micros) / 1000,
                p99(results) / 1000,
                (p99(results) - p99(bare)) / 1000,
                median(results, LoadGenerator.Result::processorMicros));
    }

    private static double perSecond(List<LoadGenerator.Result> results) {
        return median(results, LoadGenerator.Result::perSecond);
    }

    private static double p99(List<LoadGenerator.Result> results) {
        return median(results, LoadGenerator.Result::p99Micros);
    }

    private static double median(List<LoadGenerator.Result> results, ToDoubleFunction<LoadGenerator.Result> value) {
        List<LoadGenerator.Result> sorted =
                results.stream().sorted(Comparator.comparingDouble(value)).toList();
        return value.applyAsDouble(sorted.get(sorted.size() / 2));
    }
}
