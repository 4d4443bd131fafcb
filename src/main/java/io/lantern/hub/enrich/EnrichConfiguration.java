package io.lantern.hub.enrich;

import io.lantern.hub.enrich.waterfall.Waterfall;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the waterfall. */
@Configuration(proxyBeanMethods = false)
class EnrichConfiguration {
    /** Two for each of the 100 look-ups that a node has at once; a source that finds no thread counts as busy. */
    private static final int THREADS = 200;

    @Bean
    Waterfall waterfall(LookupSettings settings) {
        return settings.hedge() ? Waterfall.hedged(threads()) : Waterfall.patient();
    }

    private static ThreadPoolExecutor threads() {
        return new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "enrich-source");
            thread.setDaemon(true);
            return thread;
        });
    }
}
