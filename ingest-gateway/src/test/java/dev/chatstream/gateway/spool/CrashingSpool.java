/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.hook.HookTexts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process that appends numbered bodies until it is killed, and prints the number of each that was spooled. */
public final class CrashingSpool {
    private static final int WAITING = 16;

    private final RunningSpool running;
    private int number;

    private CrashingSpool(RunningSpool running) {
        this.running = running;
    }

    public static void main(String[] arguments) throws InterruptedException {
        CrashingSpool crashing = new CrashingSpool(new RunningSpool(Path.of(arguments[0])));
        for (int i = 0; i < WAITING; i++) {
            crashing.next();
        }
        new CountDownLatch(1).await();
    }

    private synchronized void next() {
        String body = "body " + number++;
        running.spool.append(
                new SpoolEntry(RunningSpool.delivery(HookTexts.bytes(body)), Optional.empty()), spooling -> {
                    System.out.println(body);
                    next();
                });
    }
}
