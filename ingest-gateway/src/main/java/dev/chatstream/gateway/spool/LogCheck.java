/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

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
    private static final int MAGIC = 0x377f0682;

    private final ByteBuffer log;
    private int sum1;
    private int sum2;

    private LogCheck(ByteBuffer log) {
        this.log = log;
    }

    /** What is wrong with the log, if anything is. */
    static Optional<String> problem(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= HEADER) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new LogCheck(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())).problem();
        }
    }

    private Optional<String> problem() {
        boolean sound = (log.getInt(0) & ~1) == MAGIC && sums(0, CHECKED_HEADER, CHECKED_HEADER);
        if (!sound) {
            return Optional.of("its log does not begin as one");
        }
        int size = FRAME_HEADER + log.getInt(8);
        int at = HEADER;
        while (at + size <= log.limit() && isOfThisLog(at) && isSound(at, size)) {
            at += size;
        }
        return isFollowedByMoreThanACommit(at, size)
                ? Optional.of("its log is damaged in the middle, at byte " + at)
                : Optional.empty();
    }

    /** Frames of an earlier use of the file have other salts. */
    private boolean isOfThisLog(int frame) {
        return log.getInt(frame + 8) == log.getInt(16) && log.getInt(frame + 12) == log.getInt(20);
    }

    private boolean isCommit(int frame) {
        return log.getInt(frame + 4) != 0;
    }

    private boolean isSound(int frame, int size) {
        add(frame, 8);
        return sums(frame + FRAME_HEADER, size - FRAME_HEADER, frame + 16);
    }

    /** Whether the running sums, with these bytes added, are those that stand there. */
    private boolean sums(int from, int length, int expected) {
        add(from, length);
        return sum1 == log.getInt(expected) && sum2 == log.getInt(expected + 4);
    }

    private void add(int from, int length) {
        ByteBuffer words =
                log.duplicate().order((log.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int at = from; at < from + length; at += 8) {
            sum1 += words.getInt(at) + sum2;
            sum2 += words.getInt(at + 4) + sum1;
        }
    }

    private boolean isFollowedByMoreThanACommit(int broken, int size) {
        boolean committed = false;
        for (int frame = broken; frame + size <= log.limit(); frame += size) {
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
