/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.schemas.topic.Topic;
import java.time.Instant;
import java.util.Map;

/** What is to be stored, in the terms of Kafka but without its classes. */
public final class OutgoingRecord {
    private final Topic topic;
    private final byte[] key;
    private final byte[] value;
    private final Map<String, byte[]> headers;
    private final Instant timestamp;

    OutgoingRecord(Topic topic, byte[] key, byte[] value, Map<String, byte[]> headers, Instant timestamp) {
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.headers = headers;
        this.timestamp = timestamp;
    }

    public Topic topic() {
        return topic;
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }

    /** Headers in the order in which they are written. */
    public Map<String, byte[]> headers() {
        return headers;
    }

    public Instant timestamp() {
        return timestamp;
    }

    /** Bytes that the record takes, without what Kafka adds. */
    public int size() {
        int size = key.length + value.length;
        for (Map.Entry<String, byte[]> header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length;
        }
        return size;
    }
}
