package io.lantern.hub.audit.chain;

import io.lantern.hub.HubTest;

@HubTest
class ChainH2IT extends ChainContract {}
