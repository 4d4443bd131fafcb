package io.lantern.hub.match;

/**
 * What the CRM already knows about a lead.
 *
 * @param account accounts of the lead's company
 * @param contact contacts that are the lead's person
 * @param lead other open leads that are the lead's person
 */
public record LeadMatch(MatchResult account, MatchResult contact, MatchResult lead) {}
