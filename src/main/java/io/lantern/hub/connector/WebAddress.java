package io.lantern.hub.connector;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Addresses in settings. */
public final class WebAddress {
    private WebAddress() {}

    /** @return whether there is one: a variable that is set to nothing, as compose files do, counts as absent */
    public static boolean isGiven(@Nullable URI address) {
        return address != null && !address.toString().isBlank();
    }

    /**
     * @param place the setting
     * @param example of a right one
     * @return the address, without a slash at the end
     * @throws IllegalArgumentException in a sentence, when it is none of http or https, or holds a user
     */
    public static URI of(String place, @Nullable URI address, String example) {
        boolean web = address != null && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        if (address == null || !web || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    place + " must be an http or https address without a user, such as " + example);
        }
        return URI.create(address.toString().replaceFirst("/+$", ""));
    }

    /** @throws IllegalArgumentException in a sentence, when it is no id of a tenant */
    public static void checkTenant(String place, int tenant) {
        if (tenant < 1) {
            throw new IllegalArgumentException(place + ".tenant must be the id of a tenant, 1 or more");
        }
    }
}
