package io.lantern.hub.enrich;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How high somebody stands, from the words of a job title; the highest first. */
enum Seniority {
    OWNER("owner|founder|co-?founder|inhaber(in)?|gesellschafter(in)?"),
    C_LEVEL("chief|c[efotiom]o|cmo|cro|cdo|ciso|(?<!vice[ -])president|gesch(ä|ae)ftsf(ü|ue)hrer(in)?|vorstand"),
    VP("(?:s|e|a)?vp|vice[ -]president"),
    HEAD("head|leiter(in)?"),
    DIRECTOR("director|direktor(in)?|directeur"),
    MANAGER("manager|mgr|supervisor|lead|team ?lead(er)?"),
    SENIOR("senior|sr|principal|staff"),
    ENTRY("intern|trainee|junior|jr|apprentice|assistant|praktikant(in)?|werkstudent(in)?");

    private final Pattern words;

    Seniority(String words) {
        this.words = Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + words + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** @return empty when the title does not say */
    static Optional<String> of(@Nullable String title) {
        return Optional.ofNullable(title)
                .flatMap(text -> Arrays.stream(values())
                        .filter(level -> level.words.matcher(text).find())
                        .findFirst())
                .map(level -> level.name().toLowerCase(Locale.ROOT));
    }
}
