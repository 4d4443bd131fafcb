package io.lantern.sandbox;

/**
 * Where the sandbox listens; 0 takes any free port.
 *
 * @param org of HTTP (REST, SOAP, OAuth, control)
 * @param pubSub of the Pub/Sub API with TLS
 * @param plaintextPubSub of the Pub/Sub API without TLS; -1 opens none
 * @param llm of the language model
 * @param s3 of S3
 * @param web of the small web of companies' sites; -1 opens none
 * @param vendor of the data vendors
 * @param target of what the hub delivers to by HTTP
 * @param smtp of the inbox
 */
public record Ports(
        int org, int pubSub, int plaintextPubSub, int llm, int s3, int web, int vendor, int target, int smtp) {

    /** With the data vendors and the targets on any free port. */
    public Ports(int org, int pubSub, int plaintextPubSub, int llm, int s3, int web) {
        this(org, pubSub, plaintextPubSub, llm, s3, web, 0, 0, 0);
    }
}
