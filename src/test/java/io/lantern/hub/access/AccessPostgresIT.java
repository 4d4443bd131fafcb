package io.lantern.hub.access;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class AccessPostgresIT extends AccessContract {}
