package io.lantern.hub.trigger;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class TriggerPostgreSqlIT extends TriggerContract {}
