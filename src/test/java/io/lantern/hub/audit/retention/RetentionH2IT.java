package io.lantern.hub.audit.retention;

import io.lantern.hub.HubTest;

@HubTest
class RetentionH2IT extends RetentionContract {}
