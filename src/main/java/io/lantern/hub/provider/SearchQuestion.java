package io.lantern.hub.provider;

/**
 * What a search provider is given.
 *
 * @param query words to search for
 * @param count most hits that are of use
 * @param deadline by which it must have answered
 */
record SearchQuestion(String query, int count, Deadline deadline) {}
