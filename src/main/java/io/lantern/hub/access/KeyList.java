package io.lantern.hub.access;

import java.util.List;

/**
 * Answer of {@code GET /v1/keys}.
 *
 * @param keys one page, the newest first; revoked and expired ones too
 * @param total on all pages
 * @param page from 1
 */
record KeyList(List<KeyEntry> keys, long total, int page, int perPage) {}
