/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the stores. Numbers are big-endian with the sign bit flipped, so that byte order is numeric order and a range
 * of keys is a range of accounts or of time.
 */
final class Keys {
    static final byte ACCOUNT = 'a';
    static final byte CONVERSATION = 'c';
    static final byte COUNTED_AT = 't';
    static final byte WATERMARK = 'w';
    static final byte BASIS = 'b';
    static final byte COUNTS = 'k';
    static final byte ODD_BEGINS = 'o';

    private Keys() {}

    /** The one row that tells how far the partition is processed. */
    static Bytes watermark() {
        return Bytes.wrap(new byte[] {WATERMARK});
    }

    /** The one row that tells by which rules the panes were counted. */
    static Bytes basis() {
        return Bytes.wrap(new byte[] {BASIS});
    }

    /** The one row that tells what became of the partition's hooks. */
    static Bytes counts() {
        return Bytes.wrap(new byte[] {COUNTS});
    }

    /** The one row that tells which conversations began after they were received. */
    static Bytes oddBegins() {
        return Bytes.wrap(new byte[] {ODD_BEGINS});
    }

    /** Present when a hook of the account was ever seen. */
    static Bytes account(long accountId) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put(ACCOUNT)
                .putLong(ordered(accountId))
                .array());
    }

    static long accountOf(Bytes accountKey) {
        return ordered(ByteBuffer.wrap(accountKey.get(), 1, Long.BYTES).getLong());
    }

    /** Holds the revisions of a conversation. */
    static Bytes conversation(long accountId, String conversationId) {
        byte[] id = conversationId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + id.length)
                .put(CONVERSATION)
                .putLong(ordered(accountId))
                .put(id)
                .array());
    }

    /** Index of an account's conversations by event time. */
    static Bytes countedAt(long accountId, Instant countedAt, String conversationId) {
        byte[] id = conversationId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + 2 * Long.BYTES + id.length)
                .put(COUNTED_AT)
                .putLong(ordered(accountId))
                .putLong(ordered(countedAt.toEpochMilli()))
                .put(id)
                .array());
    }

    /** The same, of the conversation whose revisions {@code conversation} holds. */
    static Bytes countedAt(Bytes conversation, Instant countedAt) {
        byte[] key = conversation.get();
        int idAt = 1 + Long.BYTES;
        return Bytes.wrap(ByteBuffer.allocate(key.length + Long.BYTES)
                .put(COUNTED_AT)
                .put(key, 1, Long.BYTES)
                .putLong(ordered(countedAt.toEpochMilli()))
                .put(key, idAt, key.length - idAt)
                .array());
    }

    /** Whether a key is one that holds the revisions of a conversation. */
    static boolean isConversation(Bytes key) {
        return key.get()[0] == CONVERSATION;
    }

    static String conversationIdOf(Bytes countedAtKey) {
        int offset = 1 + 2 * Long.BYTES;
        byte[] key = countedAtKey.get();
        return new String(key, offset, key.length - offset, StandardCharsets.UTF_8);
    }

    static Instant countedAtOf(Bytes countedAtKey) {
        return Instant.ofEpochMilli(ordered(
                ByteBuffer.wrap(countedAtKey.get(), 1 + Long.BYTES, Long.BYTES).getLong()));
    }

    /** What panes of one dimension are stored under, beside their start. */
    static Bytes pane(long accountId, DimensionKey about) {
        byte[] value = about.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + 1 + value.length)
                .putLong(ordered(accountId))
                .put(dimensionCode(about.dimension()))
                .put(value)
                .array());
    }

    /** Greater than the key of every pane of the dimension, and less than what follows: UTF-8 has no such byte. */
    static Bytes afterPanes(long accountId, Dimension dimension) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + 2)
                .putLong(ordered(accountId))
                .put(dimensionCode(dimension))
                .put((byte) 0xFF)
                .array());
    }

    /** Whom a key made by {@link #pane} is about. */
    static Subject subjectOf(Bytes paneKey) {
        ByteBuffer key = ByteBuffer.wrap(paneKey.get());
        long accountId = ordered(key.getLong());
        Dimension dimension = dimensionOf(key.get());
        String value = StandardCharsets.UTF_8.decode(key).toString();
        return new Subject(accountId, new DimensionKey(dimension, value));
    }

    private static byte dimensionCode(Dimension dimension) {
        return switch (dimension) {
            case ACCOUNT -> 1;
            case AGENT -> 2;
            case GROUP -> 3;
            case COUNTRY -> 4;
            case TRIGGER -> 5;
            case UNKNOWN -> throw new IllegalArgumentException("dimension: UNKNOWN (expected: a known dimension)");
        };
    }

    private static Dimension dimensionOf(byte code) {
        return switch (code) {
            case 1 -> Dimension.ACCOUNT;
            case 2 -> Dimension.AGENT;
            case 3 -> Dimension.GROUP;
            case 4 -> Dimension.COUNTRY;
            case 5 -> Dimension.TRIGGER;
            default -> throw new IllegalStateException("dimension " + code + " in a stored key (expected: 1 to 5)");
        };
    }

    private static long ordered(long number) {
        return number ^ Long.MIN_VALUE;
    }
}
