package io.lantern.hub.api;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the contract; Camel's own way of doing so does not work beside Spring. */
@RestController
class OpenApiController {
    private final Contract contract;

    OpenApiController(Contract contract) {
        this.contract = contract;
    }

    @GetMapping("/v1/openapi.yaml")
    ResponseEntity<String> yaml() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
                .body(contract.text());
    }

    @GetMapping("/v1/openapi.json")
    ResponseEntity<String> json() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(contract.document().toString());
    }
}
