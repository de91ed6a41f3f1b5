/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks at a write-ahead log before SQLite does. SQLite takes what it cannot read for the torn end of the last
 * transaction and drops it, with all that follows, without a word. But each commit was on disk before the next began,
 * so what follows a whole later commit was acknowledged: then the log is damaged. The layout is SQLite's documented
 * one.
 */
final class LogCheck {
    private static final int HEADER = 32;
    private static final int CHECKED_HEADER = 24;
    private static final int FRAME_HEADER = 24;
    private static final int LARGEST_PAGE = 65_536;
    private static final int MAGIC = 0x377f0682;

    private final FileChannel file;
    private final long length;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private int sum1;
    private int sum2;

    private LogCheck(FileChannel file) throws IOException {
        this.file = file;
        this.length = file.size();
    }

    /** What is wrong with the log, if anything is. */
    static Optional<String> problem(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= HEADER) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new LogCheck(channel).problem();
        }
    }

    private Optional<String> problem() throws IOException {
        read(header, 0);
        int page = header.getInt(8);
        boolean sound = (header.getInt(0) & ~1) == MAGIC
                && page > 0
                && page <= LARGEST_PAGE
                && sums(header, 0, CHECKED_HEADER, CHECKED_HEADER);
        if (!sound) {
            return Optional.of("its log does not begin as one");
        }
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + page);
        long at = HEADER;
        while (at + frame.capacity() <= length && isSound(frame, at)) {
            at += frame.capacity();
        }
        return isFollowedByMoreThanACommit(at, frame.capacity())
                ? Optional.of("its log is damaged in the middle, at byte " + at)
                : Optional.empty();
    }

    /** Piece by piece: a log may be larger than what can be mapped, and a bad sector must be an exception. */
    private void read(ByteBuffer into, long from) throws IOException {
        into.clear();
        while (into.hasRemaining()) {
            if (file.read(into, from + into.position()) < 0) {
                throw new EOFException("the log has become shorter");
            }
        }
    }

    /** Frames of an earlier use of the file have other salts. */
    private boolean isOfThisLog(ByteBuffer frame) {
        return frame.getInt(8) == header.getInt(16) && frame.getInt(12) == header.getInt(20);
    }

    private static boolean isCommit(ByteBuffer frame) {
        return frame.getInt(4) != 0;
    }

    private boolean isSound(ByteBuffer frame, long at) throws IOException {
        read(frame, at);
        if (!isOfThisLog(frame)) {
            return false;
        }
        add(frame, 0, 8);
        return sums(frame, FRAME_HEADER, frame.capacity() - FRAME_HEADER, 16);
    }

    /** Whether the running sums, with these bytes added, are those that stand there. */
    private boolean sums(ByteBuffer bytes, int from, int count, int expected) {
        add(bytes, from, count);
        return sum1 == bytes.getInt(expected) && sum2 == bytes.getInt(expected + 4);
    }

    private void add(ByteBuffer bytes, int from, int count) {
        ByteBuffer words =
                bytes.duplicate().order((header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int at = from; at < from + count; at += 8) {
            sum1 += words.getInt(at) + sum2;
            sum2 += words.getInt(at + 4) + sum1;
        }
    }

    private boolean isFollowedByMoreThanACommit(long broken, int size) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
        boolean committed = false;
        for (long at = broken; at + size <= length; at += size) {
            read(frame, at);
            if (isOfThisLog(frame)) {
                if (committed) {
                    return true;
                }
                committed = isCommit(frame);
            }
        }
        return false;
    }
}
