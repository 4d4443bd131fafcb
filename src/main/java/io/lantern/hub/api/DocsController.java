package io.lantern.hub.api;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows the contract as a page to read and try, from files in the jar: it needs no network. */
@Controller
class DocsController {
    /** The page may load and call this hub and nothing else. Swagger UI writes styles into its elements. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SWAGGER_UI = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private record Asset(Resource file, MediaType type) {}

    private final Resource page = new ClassPathResource("openapi/docs.html");
    private final Map<String, Asset> assets;

    DocsController() throws IOException {
        this.assets = Map.of(
                "docs.js", new Asset(new ClassPathResource("openapi/docs.js"), SCRIPT),
                "swagger-ui-bundle.js", new Asset(swaggerUi("swagger-ui-bundle.js"), SCRIPT),
                "swagger-ui.css",
                        new Asset(swaggerUi("swagger-ui.css"), MediaType.parseMediaType("text/css;charset=UTF-8")),
                "favicon-32x32.png", new Asset(swaggerUi("favicon-32x32.png"), MediaType.IMAGE_PNG));
    }

    /** Replaces the policy that every answer has: a header of the entity would come beside it. */
    @GetMapping("/docs")
    ResponseEntity<Resource> page(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(page);
    }

    /** The page names its files relative to {@code /docs}. */
    @GetMapping("/docs/")
    ResponseEntity<Void> pageWithoutSlash() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header("Location", "../docs")
                .build();
    }

    @GetMapping("/docs/{name}")
    ResponseEntity<Resource> asset(@PathVariable String name, HttpServletResponse response) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "There is no such file. GET /docs shows the contract as a page.");
        }
        response.setHeader("Cache-Control", "max-age=3600");
        return ResponseEntity.ok().contentType(asset.type()).body(asset.file());
    }

    private static Resource swaggerUi(String name) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources(SWAGGER_UI + name);
        if (found.length != 1) {
            throw new IllegalStateException("Swagger UI's " + name + " is " + found.length + " times in the jar");
        }
        return found[0];
    }
}
