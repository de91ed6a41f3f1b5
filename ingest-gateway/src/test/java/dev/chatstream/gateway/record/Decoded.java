/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.schemas.registry.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Record values read back. */
public final class Decoded {
    private Decoded() {}

    public static Conversation conversation(byte[] value) {
        return decoded(value, Conversation.class);
    }

    public static WebhookEvent webhookEvent(byte[] value) {
        return decoded(value, WebhookEvent.class);
    }

    public static RejectedHook rejectedHook(byte[] value) {
        return decoded(value, RejectedHook.class);
    }

    private static <T extends SpecificRecord> T decoded(byte[] value, Class<T> type) {
        SpecificData data = SpecificData.getForClass(type);
        Schema schema = data.getSchema(type);
        int header = WireFormat.HEADER_BYTES;
        try {
            return new SpecificDatumReader<T>(schema, schema, data)
                    .read(null, DecoderFactory.get().binaryDecoder(value, header, value.length - header, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
