package io.lantern.sandbox.salesforce.seed;

import java.util.List;
import java.util.Random;

/** Chance that falls the same way every time: the generator's sequence is fixed by the Java platform. */
final class Draw {
    private final Random random;

    Draw(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Prefers the front of the list, as a few customers have most of the contacts. */
    <T> T mostlyFirst(List<T> list) {
        double place = random.nextDouble();
        return list.get((int) (place * place * list.size()));
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
