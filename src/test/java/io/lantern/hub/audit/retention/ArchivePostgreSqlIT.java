package io.lantern.hub.audit.retention;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class ArchivePostgreSqlIT extends ArchiveContract {}
