package io.lantern.hub.audit.retention;

import io.lantern.hub.HubTest;

@HubTest
class ArchiveH2IT extends ArchiveContract {}
