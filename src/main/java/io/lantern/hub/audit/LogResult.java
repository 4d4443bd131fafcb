package io.lantern.hub.audit;

/**
 * What a workflow's last step leaves in the journal.
 *
 * @param logged whether there was something to write into the log
 */
public record LogResult(boolean logged) {}
