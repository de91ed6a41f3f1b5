/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.local.machine.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How a program went through a backlog, told from the offsets that its group commits: they are asked for every 50 ms.
 * What came before the first commit, such as the start of Java, does not count, and neither do the hooks of that
 * commit.
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
     * @param alive whether the program still runs
     */
    public static CatchUp watch(
            Topics topics, String group, List<TopicPartition> hooks, long pid, long broker, BooleanSupplier alive)
            throws InterruptedException {
        Map<TopicPartition, Long> begin = topics.begin(hooks);
        long all = done(begin, topics.end(hooks));
        List<Moment> moments = new ArrayList<>();
        long deadline = System.nanoTime() + WITHIN.toNanos();
        long committed = 0;
        while (committed < all) {
            if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
                throw new StartException(group + " has not come through: " + committed + " hooks of " + all);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            committed = done(begin, topics.committed(group));
            if (committed > 0) {
                moments.add(Moment.now(committed, pid, broker));
            }
        }
        return new CatchUp(moments);
    }

    private static long done(Map<TopicPartition, Long> begin, Map<TopicPartition, Long> now) {
        return now.entrySet().stream()
                .mapToLong(partition -> partition.getValue() - begin.getOrDefault(partition.getKey(), 0L))
                .sum();
    }

    /** From the first commit to when so many hooks were committed. */
    public Moment upTo(long hooks) {
        return first(hooks).since(moments.get(0));
    }

    /** From when so many hooks were committed to the end. */
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
