/**
 * Whom no provider may be asked about, what the hub keeps of a person, and how that is erased. Asks the other rooms
 * through {@link io.lantern.hub.kernel.PersonalData}. Tables {@code privacy_*}; operations {@code privacy.*}.
 */
@NullMarked
package io.lantern.hub.privacy;

import org.jspecify.annotations.NullMarked;
