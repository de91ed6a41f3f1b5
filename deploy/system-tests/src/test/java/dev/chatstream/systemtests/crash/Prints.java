/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records as short texts that differ when the records do, so that a hundred thousand can be remembered. */
final class Prints {
    static final String TOMBSTONE = "tombstone";

    private Prints() {}

    /** Value, headers and time. */
    static String whole(ConsumerRecord<?, byte[]> record) {
        if (record.value() == null) {
            return TOMBSTONE;
        }
        return hash(record.value()) + " " + hash(headers(record).toString().getBytes(StandardCharsets.UTF_8)) + " "
                + record.timestamp();
    }

    static String keyAndValue(ConsumerRecord<byte[], byte[]> record) {
        return "key " + hash(record.key()) + ", value " + hash(record.value()) + ", time " + record.timestamp();
    }

    static String place(ConsumerRecord<?, ?> record) {
        return record.partition() + "@" + record.offset();
    }

    static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.merge(
                        header.key(), new String(header.value(), StandardCharsets.UTF_8), (one, two) -> one + two));
        return headers;
    }

    private static String hash(byte @Nullable [] bytes) {
        return bytes == null ? "none" : HexFormat.of().formatHex(Arrays.copyOf(AsGateway.sha256(bytes), 8));
    }
}
