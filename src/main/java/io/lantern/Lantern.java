package io.lantern;

import io.lantern.hub.Hub;
import org.springframework.boot.SpringApplication;

/** The launcher: the only class that knows both the hub and the sandbox. */
public final class Lantern {
    private Lantern() {}

    public static void main(String[] args) {
        SpringApplication.run(Hub.class, args);
    }
}
