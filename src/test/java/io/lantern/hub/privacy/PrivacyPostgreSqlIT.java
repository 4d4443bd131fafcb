package io.lantern.hub.privacy;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class PrivacyPostgreSqlIT extends PrivacyContract {}
