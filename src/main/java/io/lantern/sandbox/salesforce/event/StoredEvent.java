package io.lantern.sandbox.salesforce.event;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * One event as the log keeps it.
 *
 * @param replayId its place in the log
 * @param topic the event's own topic, never a channel of several
 * @param at epoch milliseconds of its publication
 * @param uuid its identity
 * @param payload Avro, binary, without any header
 */
record StoredEvent(long replayId, String topic, long at, String uuid, String schemaId, byte[] payload) {

    /** The replay id as clients see it. */
    byte[] replay() {
        return replay(replayId);
    }

    static byte[] replay(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(topic);
            out.writeLong(at);
            out.writeUTF(uuid);
            out.writeUTF(schemaId);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static StoredEvent decode(long replayId, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new StoredEvent(
                    replayId, in.readUTF(), in.readLong(), in.readUTF(), in.readUTF(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
