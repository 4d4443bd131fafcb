package io.lantern.hub.api;

import io.lantern.hub.HubTest;

@HubTest
class IdempotencyH2IT extends IdempotencyContract {}
