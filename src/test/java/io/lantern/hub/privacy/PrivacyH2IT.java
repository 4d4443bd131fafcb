package io.lantern.hub.privacy;

import io.lantern.hub.HubTest;

@HubTest
class PrivacyH2IT extends PrivacyContract {}
