/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a body that have arrived. One part, which most bodies come in, stays as it is; more are joined in an
 * array that is never more than twice as large as what is in it, whatever length was announced.
 */
final class GatheredBody {
    private static final int SMALLEST = 2 * 1024;
    private static final byte[] NOTHING = {};

    private final int most;
    private @Nullable Buffer only;
    private byte[] joined = NOTHING;
    private int length;

    /**
     * Makes an empty one.
     *
     * @param most bytes that there can be in the end
     */
    GatheredBody(int most) {
        this.most = most;
    }

    int length() {
        return length;
    }

    /** Bytes of memory that it takes once so many more have been added. */
    int sizeWith(int more) {
        int whole = length + more;
        if (length == 0 || whole <= joined.length) {
            return Math.max(whole, joined.length);
        }
        return Math.max(whole, Math.min(most, Math.max(SMALLEST, Math.max(whole, 2 * length))));
    }

    /** Takes the buffer over. */
    void add(Buffer part) {
        int size = sizeWith(part.length());
        if (length == 0) {
            only = part;
        } else {
            Buffer first = only;
            if (joined.length < size) {
                joined = Arrays.copyOf(joined, size);
            }
            if (first != null) {
                first.getBytes(joined);
                only = null;
            }
            part.getBytes(joined, length);
        }
        length += part.length();
    }

    /** All of it. Nothing may be added any more. */
    byte[] bytes() {
        Buffer first = only;
        if (first != null) {
            return first.getBytes();
        }
        return joined.length == length ? joined : Arrays.copyOf(joined, length);
    }
}
