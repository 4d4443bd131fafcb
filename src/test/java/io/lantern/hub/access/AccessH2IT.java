package io.lantern.hub.access;

import io.lantern.hub.HubTest;

@HubTest
class AccessH2IT extends AccessContract {}
