package io.lantern.sandbox.salesforce.seed;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who works somewhere.
 *
 * @param email null when nobody knows it
 */
record Person(
        String id, String first, String last, @Nullable String email, String telephone, Firm firm) {
    static Person draw(Scene scene, Firm firm) {
        Draw draw = scene.draw();
        return new Person(
                "",
                draw.of(scene.words().firstNames()),
                draw.of(scene.words().lastNames()),
                null,
                firm.place().telephone(draw),
                firm);
    }

    Person with(String newId, @Nullable String newEmail) {
        return new Person(newId, first, last, newEmail, telephone, firm);
    }

    /** The name as friends say it; the same name when there is no such form. */
    String nickname(Words words) {
        return words.nicknames().getOrDefault(first, first);
    }
}
