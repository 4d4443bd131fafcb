package io.lantern.hub.api;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class IdempotencyPostgreSqlIT extends IdempotencyContract {}
