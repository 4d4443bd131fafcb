package io.lantern.hub.provider;

import java.net.URI;
import java.util.Map;

/**
 * One GET of a search provider. Its {@link #toString} holds neither key nor query.
 *
 * @param headers may hold the key
 */
record SearchCall(URI address, Map<String, String> headers, Deadline deadline) {
    SearchCall {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "SearchCall[" + address.getHost() + "]";
    }
}
