package io.lantern.hub.assign;

import java.util.List;

/**
 * Answer of {@code GET /v1/routing/pools}.
 *
 * @param pools one page, by name
 * @param total on all pages
 * @param page from 1
 */
public record PoolList(List<Pool> pools, long total, int page, int perPage) {
    public PoolList {
        pools = List.copyOf(pools);
    }
}
