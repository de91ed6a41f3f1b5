/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.gzip;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates one gzip body, of one member or several, in steps of a bounded size, so that it can be done on any thread
 * and given up at any time. What it holds is asked for before it is taken. Not safe for use by several threads at once.
 */
public final class Inflation implements AutoCloseable {
    private static final int SMALLEST = 1024;
    /** What deflate can do at best; a body that claims to be longer is not believed. */
    private static final long GREATEST_RATIO = 1032;

    private static final int TRAILER = 8;
    private static final int LENGTH_IN_TRAILER = 4;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] compressed;
    private final int most;
    private final Room room;
    private byte[] inflated = new byte[0];
    private int length;
    private int at;
    private boolean inMember;

    /**
     * Takes the array over.
     *
     * @param most largest inflated size
     * @param room where memory is asked for
     */
    public Inflation(byte[] compressed, int most, Room room) {
        this.compressed = compressed;
        this.most = most;
        this.room = room;
    }

    /** Where the memory for what is inflated comes from. */
    public interface Room {
        /** Takes that many bytes; false, and nothing taken, when there are not as many. */
        boolean tryTake(int bytes);

        /** Gives that many bytes back. */
        void giveBack(int bytes);
    }

    /** How far it is. */
    public enum State {
        /** Not at the end. */
        MORE,
        /** Everything is inflated. */
        DONE,
        /** There is more than may be. */
        TOO_LARGE,
        /** There is no memory for the next step. */
        NO_ROOM
    }

    /**
     * Goes on.
     *
     * @param atMost bytes to inflate in this step
     * @throws GzipException when the body is not gzip
     */
    public State step(int atMost) throws GzipException {
        if (inflated.length == 0 && !grow()) {
            return State.NO_ROOM;
        }
        int until = length + atMost;
        // Members without content take time too: so many of them are a step as well.
        int members = Math.max(1, atMost / SMALLEST);
        while (length < until && members > 0) {
            if (!inMember && isAtEnd()) {
                return fit(length) ? State.DONE : State.NO_ROOM;
            }
            if (!inMember) {
                beginMember();
            }
            int free = Math.min(until, inflated.length) - length;
            State state = free > 0 ? inflate(free) : inflateBeyond();
            if (state != State.MORE) {
                return state;
            }
            if (inflater.finished()) {
                endMember();
                members--;
            }
        }
        return State.MORE;
    }

    private boolean isAtEnd() {
        return at > 0 && at == compressed.length;
    }

    private void beginMember() throws GzipException {
        at = GzipHeader.end(compressed, at);
        inflater.reset();
        inflater.setInput(compressed, at, compressed.length - at);
        checksum.reset();
        inMember = true;
    }

    private State inflate(int free) throws GzipException {
        int count = inflated(inflated, length, free);
        checksum.update(inflated, length, count);
        length += count;
        return State.MORE;
    }

    /** The array is full: one byte more shows whether that was all. */
    private State inflateBeyond() throws GzipException {
        byte[] beyond = new byte[1];
        if (inflated(beyond, 0, 1) == 0) {
            return State.MORE;
        }
        if (length == most) {
            return State.TOO_LARGE;
        }
        if (!grow()) {
            return State.NO_ROOM;
        }
        checksum.update(beyond);
        inflated[length] = beyond[0];
        length++;
        return State.MORE;
    }

    private int inflated(byte[] into, int offset, int free) throws GzipException {
        try {
            int count = inflater.inflate(into, offset, free);
            GzipException.unless(count > 0 || inflater.finished(), "the compressed bytes are cut off");
            return count;
        } catch (DataFormatException e) {
            throw new GzipException("the compressed bytes are broken");
        }
    }

    private void endMember() throws GzipException {
        at = compressed.length - inflater.getRemaining();
        GzipException.unless(compressed.length - at >= TRAILER, "the end is cut off");
        GzipException.unless(littleEndian(at) == (int) checksum.getValue(), "the checksum does not match");
        GzipException.unless(
                littleEndian(at + LENGTH_IN_TRAILER) == (int) inflater.getBytesWritten(), "the length does not match");
        at += TRAILER;
        inMember = false;
    }

    private int littleEndian(int index) {
        return Byte.toUnsignedInt(compressed[index])
                | Byte.toUnsignedInt(compressed[index + 1]) << Byte.SIZE
                | Byte.toUnsignedInt(compressed[index + 2]) << 2 * Byte.SIZE
                | Byte.toUnsignedInt(compressed[index + 3]) << 3 * Byte.SIZE;
    }

    /** Makes room; the first time as much as the body's own end claims, which is right for an ordinary body. */
    private boolean grow() throws GzipException {
        long wanted = inflated.length == 0 ? claimed() : 2L * inflated.length;
        return fit((int) Math.min(Math.max(wanted, SMALLEST), most));
    }

    /** Both arrays are there for a moment, so there must be room for both. */
    private boolean fit(int size) {
        if (size == inflated.length) {
            return true;
        }
        if (!room.tryTake(size)) {
            return false;
        }
        int before = inflated.length;
        inflated = Arrays.copyOf(inflated, size);
        room.giveBack(before);
        return true;
    }

    private long claimed() throws GzipException {
        GzipException.unless(compressed.length > TRAILER, "the head is cut off");
        return Math.min(
                Integer.toUnsignedLong(littleEndian(compressed.length - LENGTH_IN_TRAILER)),
                GREATEST_RATIO * compressed.length);
    }

    /** The inflated bytes, once done; the room for them is the caller's from now on. */
    public byte[] bytes() {
        return inflated;
    }

    /** Room that is taken for what was inflated so far. */
    public int reserved() {
        return inflated.length;
    }

    /** Frees what is held outside the heap. */
    @Override
    public void close() {
        inflater.end();
    }
}
