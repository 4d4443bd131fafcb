package io.lantern.hub.provider.web;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Settings of the tests: as shipped, but every website is on this machine, and nothing takes long. */
final class Settings {
    private Settings() {}

    /** @param port of the server that stands for all websites */
    static WebSettings onlyAt(int port) {
        return of(Duration.ofSeconds(8), "localhost:" + port);
    }

    /** As {@link #onlyAt}, for servers that are slow on purpose. */
    static WebSettings impatient(int port) {
        return of(Duration.ofMillis(700), "localhost:" + port);
    }

    /** The real way to resolve names. */
    static WebSettings realWeb() {
        return of(Duration.ofMillis(700), "");
    }

    private static WebSettings of(Duration page, String resolveAllTo) {
        return new WebSettings(
                "LanternHub/0.1 (self-hosted)",
                "https://hub.example/robot",
                Duration.ofMillis(500),
                page,
                page.multipliedBy(3),
                DataSize.ofMegabytes(2),
                5,
                5,
                resolveAllTo);
    }
}
