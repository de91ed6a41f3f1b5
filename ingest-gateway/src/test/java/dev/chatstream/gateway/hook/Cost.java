/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What it costs to do something on one thread.
 *
 * @param allocatedBytes all that was allocated, garbage included: more than was ever held at once
 */
public record Cost(long allocatedBytes, Duration time) {

    public static Cost of(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = System.nanoTime();
        work.run();
        return new Cost(threads.getCurrentThreadAllocatedBytes() - bytes, Duration.ofNanos(System.nanoTime() - nanos));
    }
}
