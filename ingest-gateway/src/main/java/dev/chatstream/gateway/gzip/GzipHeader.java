/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.gzip;

/** Reads past the head of a gzip member (RFC 1952). */
final class GzipHeader {
    private static final int FIXED = 10;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 0x02;
    private static final int HAS_EXTRA = 0x04;
    private static final int HAS_NAME = 0x08;
    private static final int HAS_COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private final byte[] bytes;
    private int at;

    private GzipHeader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    /**
     * Where the compressed bytes begin.
     *
     * @throws GzipException when there is no such head
     */
    static int end(byte[] bytes, int start) throws GzipException {
        return new GzipHeader(bytes, start).read();
    }

    private int read() throws GzipException {
        GzipException.unless(bytes.length - at >= FIXED, "the head is cut off");
        GzipException.unless(
                unsigned(at) == MAGIC_1 && unsigned(at + 1) == MAGIC_2 && unsigned(at + 2) == DEFLATE,
                "the head is none of gzip");
        int flags = unsigned(at + 3);
        GzipException.unless((flags & RESERVED) == 0, "the head has unknown flags");
        skip(FIXED);
        if ((flags & HAS_EXTRA) != 0) {
            skip(2);
            skip(unsigned(at - 2) | unsigned(at - 1) << Byte.SIZE);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            skip(2);
        }
        return at;
    }

    private int unsigned(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    private void skip(int count) throws GzipException {
        GzipException.unless(bytes.length - at >= count, "the head is cut off");
        at += count;
    }

    private void skipText() throws GzipException {
        while (at < bytes.length && bytes[at] != 0) {
            at++;
        }
        skip(1);
    }
}
