package io.lantern.hub.run;

/** This execution is no longer the run's current one: it was cancelled, or taken over because it looked dead. */
final class RunLostException extends RuntimeException {
    RunLostException(String runId) {
        super("Run " + runId + " was cancelled or taken over");
    }
}
