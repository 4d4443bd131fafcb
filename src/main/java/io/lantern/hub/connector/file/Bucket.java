package io.lantern.hub.connector.file;

import io.lantern.hub.connector.Call;
import io.lantern.hub.connector.Connector;
import io.lantern.hub.connector.Delivered;
import io.lantern.hub.connector.Delivery;
import io.lantern.hub.connector.Target;
import io.lantern.hub.storage.StorageService;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The bucket of {@code lantern.storage}: each delivery is a file of its tenant, which a repeat writes again. */
@Component
class Bucket implements Connector {
    private static final String TYPE = "s3";

    private final StorageService storage;

    Bucket(StorageService storage) {
        this.storage = storage;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Target> targets() {
        return storage.isConfigured() ? List.of(new Target(TYPE, null, null)) : List.of();
    }

    @Override
    public String setting(String target) {
        return "lantern.storage.bucket";
    }

    @Override
    public @Nullable String check(Target target) {
        return storage.check().toString();
    }

    Delivered store(Delivery delivery) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("request_id", delivery.requestId());
        file.put("subject", delivery.subject());
        file.put("text", delivery.text());
        file.put("record", delivery.record());
        String key = delivery.tenant().value() + "/deliveries/" + delivery.id(TYPE) + ".json";
        return new Delivered(storage.put(key, new ByteArrayInputStream(Call.bytes(file)))
                .uri()
                .toString());
    }
}
