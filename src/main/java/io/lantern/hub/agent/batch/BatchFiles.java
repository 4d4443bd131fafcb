package io.lantern.hub.agent.batch;

import io.lantern.hub.kernel.TenantId;
import io.lantern.hub.storage.StorageService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** The two files of a batch in S3. */
@Component
class BatchFiles {
    private final StorageService storage;

    BatchFiles(StorageService storage) {
        this.storage = storage;
    }

    /** Where a file lies. @param address {@code s3://bucket/tenant/run_id/result.csv} */
    record Place(String key, String address) {}

    /** Writes a file. */
    interface Content {
        void write(Appendable out) throws IOException;
    }

    /** @throws io.lantern.hub.kernel.ProblemException {@code not_configured} when there is no bucket */
    void requireStorage() {
        storage.requireBucket();
    }

    Place result(TenantId tenant, String runId) {
        return place(tenant, runId, "result.csv");
    }

    Place credits(TenantId tenant, String runId) {
        return place(tenant, runId, "credits.csv");
    }

    private Place place(TenantId tenant, String runId, String name) {
        String key = tenant.value() + "/" + runId + "/" + name;
        return new Place(key, storage.address(key).toString());
    }

    /** Written to disk first, so that nothing half-written is ever sent. */
    void write(Place place, Content content) throws IOException {
        Path file = Files.createTempFile("lantern-batch-", ".csv");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                content.write(out);
            }
            try (InputStream in = Files.newInputStream(file)) {
                storage.put(place.key(), in);
            }
        } finally {
            Files.delete(file);
        }
    }

    /** @return a link that opens the file without a key, for a while */
    String link(Place place) {
        return storage.presign(place.key()).toString();
    }
}
