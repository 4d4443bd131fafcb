package io.lantern.hub.trigger;

import io.lantern.hub.HubTest;

@HubTest
class TriggerH2IT extends TriggerContract {}
