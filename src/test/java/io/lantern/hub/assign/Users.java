package io.lantern.hub.assign;

import io.lantern.hub.kernel.SalesforceId;

/** Ids of users who exist in these tests only. */
final class Users {
    private Users() {}

    static SalesforceId user(int number) {
        return SalesforceId.of("005LA%010d".formatted(number));
    }

    static Pool.Member member(int number, int weight) {
        return new Pool.Member(user(number), weight, null, null, java.util.List.of(), true);
    }
}
