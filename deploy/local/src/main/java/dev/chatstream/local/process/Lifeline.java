/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Java agent of every child: ends the child when its parent is gone.
 *
 * <p>A child's standard input is a pipe whose other end only the parent holds. However the parent ends, also by
 * SIGKILL, the system closes that end; the child then sees the end of its input and stops in good order.
 */
public final class Lifeline {
    /** How long an orphan may take to stop in good order. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final int ORPHANED = 70;

    private Lifeline() {}

    /** Called by the JVM before the child's main method. */
    public static void premain(String unused) {
        Thread watcher = new Thread(() -> watch(System.in), "lifeline");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void watch(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // the parent never writes: only the end of the pipe matters
            }
        } catch (IOException e) {
            // a broken pipe means the same as its end
        }
        new Timer("lifeline-deadline", true).schedule(halt(), GRACE.toMillis());
        System.exit(ORPHANED);
    }

    private static TimerTask halt() {
        return new TimerTask() {
            @Override
            public void run() {
                Runtime.getRuntime().halt(ORPHANED);
            }
        };
    }
}
