/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.query.TimeRange;
import dev.chatstream.processor.store.ConversationIndex.Position;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final int CHECKSUM_BYTES = 8;
    private static final int FROM = 1 + Long.BYTES;

    private static final Cursor CURSOR =
            new Cursor(7, new TimeRange(NOON.minusSeconds(60), NOON), new Position(NOON.minusSeconds(9), "208:1:2"));

    @Test
    void isReadAsItWasWritten() {
        assertThat(Cursor.parse(CURSOR.text(), 7)).contains(CURSOR);
        assertThat(Cursor.parse(CURSOR.text(), 8)).isEmpty();
    }

    @Test
    void isNoCursorWhenItsRangeEndsBeforeItBegins() throws Exception {
        // Given
        byte[] content = content();
        ByteBuffer.wrap(content).putLong(FROM, NOON.plusSeconds(1).toEpochMilli());

        // Then
        assertThat(Cursor.parse(sealed(content), 7)).isEmpty();
        assertThat(Cursor.parse(sealed(content()), 7)).contains(CURSOR);
    }

    private static byte[] content() {
        byte[] whole = Base64.getUrlDecoder().decode(CURSOR.text());
        return Arrays.copyOf(whole, whole.length - CHECKSUM_BYTES);
    }

    /** With a checksum that is right, which anybody can compute. */
    private static String sealed(byte[] content) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        byte[] whole = Arrays.copyOf(content, content.length + CHECKSUM_BYTES);
        System.arraycopy(hash, 0, whole, content.length, CHECKSUM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }
}
