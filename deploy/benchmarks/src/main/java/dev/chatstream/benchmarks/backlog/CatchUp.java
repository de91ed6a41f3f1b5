/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.local.machine.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.apache.kafka.common.TopicPartition;

/**
 * How a program went through a backlog, told from the offsets that its group commits: they are asked for every 50 ms.
 * What came before the first commit, such as the start of Java, does not count. Between two commits of a partition it
 * is taken to have gone on evenly; the threads of a program commit seldom and at different times.
 */
public final class CatchUp {
    private static final long PAUSE_MILLIS = 50;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final List<Moment> moments;

    private CatchUp(List<Moment> moments) {
        this.moments = moments;
    }

    /**
     * Waits until the group has committed all hooks.
     *
     * @param hooks the partitions with the hooks
     * @param goesOn told how many hooks are done; whether the program still runs
     */
    public static CatchUp watch(
            Topics topics, String group, List<TopicPartition> hooks, long pid, long broker, LongPredicate goesOn)
            throws InterruptedException {
        Map<TopicPartition, Long> begin = topics.begin(hooks);
        Progress progress = new Progress(begin);
        long all = progress.done(topics.end(hooks));
        long deadline = System.nanoTime() + WITHIN.toNanos();
        long committed = 0;
        while (committed < all) {
            if (!goesOn.test(committed) || System.nanoTime() > deadline) {
                throw new StartException(group + " has not come through: " + committed + " hooks of " + all);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            Map<TopicPartition, Long> offsets = topics.committed(group);
            committed = progress.done(offsets);
            if (committed > 0) {
                progress.add(offsets, Moment.now(committed, pid, broker));
            }
        }
        return new CatchUp(progress.moments());
    }

    /** From the first commit to when so many hooks were done. */
    public Moment upTo(long hooks) {
        return first(hooks).since(moments.get(0));
    }

    /** From when so many hooks were done to the end. */
    public Moment from(long hooks) {
        return moments.get(moments.size() - 1).since(first(hooks));
    }

    private Moment first(long hooks) {
        return moments.stream()
                .filter(each -> each.hooks() >= hooks)
                .findFirst()
                .orElseThrow(() -> new StartException("there are no " + hooks + " hooks"));
    }
}
