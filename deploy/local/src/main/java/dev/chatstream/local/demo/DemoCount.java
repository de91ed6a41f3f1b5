/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many hooks were posted and what the gateway answered. */
public final class DemoCount {
    private final LongAdder posted = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    void posted() {
        posted.increment();
    }

    void answered(int status) {
        answers.computeIfAbsent(status, unused -> new LongAdder()).increment();
    }

    void unanswered() {
        unanswered.increment();
    }

    public long total() {
        return posted.sum();
    }

    /** Posts that got the answer. */
    public long answers(int status) {
        LongAdder count = answers.get(status);
        return count == null ? 0 : count.sum();
    }

    /** Posts without any answer: connection refused, broken or timed out. */
    public long lost() {
        return unanswered.sum();
    }

    /** Everything but the total, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("200: ").append(answers(200));
        new TreeMap<>(answers).forEach((status, count) -> {
            if (status != 200) {
                text.append(", ").append(status).append(": ").append(count.sum());
            }
        });
        if (lost() > 0) {
            text.append(", no answer: ").append(lost());
        }
        return text.toString();
    }
}
