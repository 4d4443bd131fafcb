package io.lantern.hub.credit;

import io.lantern.hub.HubTest;

@HubTest
class CreditRaceH2IT extends CreditRaceContract {}
