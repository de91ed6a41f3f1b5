/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.store.ConversationIndex.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a listing goes on: behind a place in the order, not after a number of rows, so that what comes in or goes
 * meanwhile shifts nothing. Opaque to callers; the checksum tells a cursor from any other text, and the fingerprint one
 * listing from another. It grants nothing, so it needs no signature.
 *
 * @param fingerprint of the account and of what was asked
 * @param range what the listing covers, so that a window does not move from page to page
 */
public record Cursor(long fingerprint, TimeRange range, Position after) {
    private static final byte FORMAT = 1;
    private static final int CHECKSUM_BYTES = 8;
    private static final int FIXED_BYTES = 1 + 4 * Long.BYTES;
    private static final int LONGEST = 512;

    /** Tells listings apart: those of different accounts, and those asked for with different parameters. */
    public static long fingerprint(long accountId, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder().append(accountId);
        new TreeMap<>(parameters)
                .forEach((name, value) -> text.append('\n')
                        .append(name)
                        .append('=')
                        .append(value.length())
                        .append(':')
                        .append(value));
        return ByteBuffer.wrap(sha256(text.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    public String text() {
        byte[] id = after.conversationId().getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(FIXED_BYTES + id.length)
                .put(FORMAT)
                .putLong(fingerprint)
                .putLong(range.from().toEpochMilli())
                .putLong(range.to().toEpochMilli())
                .putLong(after.countedAt().toEpochMilli())
                .put(id)
                .array();
        byte[] whole = Arrays.copyOf(content, content.length + CHECKSUM_BYTES);
        System.arraycopy(sha256(content), 0, whole, content.length, CHECKSUM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty when {@code text} is no cursor of the listing. */
    public static Optional<Cursor> parse(String text, long fingerprint) {
        return decode(text).flatMap(Cursor::read).filter(cursor -> cursor.fingerprint == fingerprint);
    }

    /** Content whose checksum is right. */
    private static Optional<byte[]> decode(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            int end = whole.length - CHECKSUM_BYTES;
            if (end < FIXED_BYTES || whole[0] != FORMAT) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOf(whole, end);
            boolean intact = Arrays.equals(whole, end, whole.length, sha256(content), 0, CHECKSUM_BYTES);
            return intact ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Empty when the range is none, which a right checksum does not rule out: anybody can compute it. */
    private static Optional<Cursor> read(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content, 1, content.length - 1);
        long fingerprint = bytes.getLong();
        Instant from = Instant.ofEpochMilli(bytes.getLong());
        Instant to = Instant.ofEpochMilli(bytes.getLong());
        Instant countedAt = Instant.ofEpochMilli(bytes.getLong());
        String id = StandardCharsets.UTF_8.decode(bytes).toString();
        return to.isBefore(from)
                ? Optional.empty()
                : Optional.of(new Cursor(fingerprint, new TimeRange(from, to), new Position(countedAt, id)));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
