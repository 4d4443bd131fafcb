package io.lantern.hub.credit;

import io.lantern.hub.HubOnPostgresTest;

@HubOnPostgresTest
class CreditRacePostgreSqlIT extends CreditRaceContract {}
