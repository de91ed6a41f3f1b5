/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

/** Bounds what is under way from the spool at once, so that hooks that come in now find room beside it. */
final class Window {
    private final int most;
    private final long mostBytes;
    private int held;
    private long heldBytes;

    Window(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Waits for room. One alone always has room, however large it is. */
    synchronized void enter(long bytes) throws InterruptedException {
        while (held > 0 && (held >= most || heldBytes + bytes > mostBytes)) {
            wait();
        }
        held++;
        heldBytes += bytes;
    }

    synchronized void leave(long bytes) {
        held--;
        heldBytes -= bytes;
        notifyAll();
    }

    /** Waits until nothing is under way. */
    synchronized void awaitEmpty() throws InterruptedException {
        while (held > 0) {
            wait();
        }
    }
}
