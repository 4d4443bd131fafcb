package io.lantern.hub.audit.chain;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class ChainPostgreSqlIT extends ChainContract {}
