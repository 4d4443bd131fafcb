package io.lantern.hub.match;

/** What the CRM already knows about a contact. @param contact other contacts that are the same person */
public record ContactMatch(MatchResult contact) {}
