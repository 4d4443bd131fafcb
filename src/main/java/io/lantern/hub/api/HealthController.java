package io.lantern.hub.api;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For load balancers: without a key, and without a word on what runs inside. */
@RestController
class HealthController {
    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    record Health(String status, Map<String, String> parts) {}

    @GetMapping("/health/live")
    Health live() {
        return new Health("up", Map.of());
    }

    @GetMapping("/health/ready")
    ResponseEntity<Health> ready() {
        Map<String, Boolean> parts = readiness.parts();
        boolean up = !parts.containsValue(false);
        Map<String, String> words = new java.util.LinkedHashMap<>();
        parts.forEach((part, isUp) -> words.put(part, isUp ? "up" : "down"));
        return ResponseEntity.status(up ? 200 : 503).body(new Health(up ? "up" : "down", words));
    }
}
