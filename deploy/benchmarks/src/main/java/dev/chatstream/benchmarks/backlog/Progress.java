/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a group had committed of each partition at many moments, and what it had done between its commits. */
final class Progress {
    private final Map<TopicPartition, Long> begin;
    private final List<Map<TopicPartition, Long>> committed = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();

    /** @param begin first offset of each partition */
    Progress(Map<TopicPartition, Long> begin) {
        this.begin = begin;
    }

    /** Hooks below the offsets. */
    long done(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .mapToLong(partition -> partition.getValue() - first(partition.getKey()))
                .sum();
    }

    private long first(TopicPartition partition) {
        return begin.getOrDefault(partition, 0L);
    }

    void add(Map<TopicPartition, Long> offsets, Moment moment) {
        committed.add(offsets);
        moments.add(moment);
    }

    /** Each moment with the hooks that were done by then, evenly between two commits of a partition. */
    List<Moment> moments() {
        double[] done = new double[moments.size()];
        begin.keySet().forEach(partition -> addEvenly(partition, done));
        List<Moment> even = new ArrayList<>();
        for (int index = 0; index < done.length; index++) {
            even.add(moments.get(index).withHooks(Math.round(done[index])));
        }
        return even;
    }

    private void addEvenly(TopicPartition partition, double[] done) {
        int from = 0;
        done[0] += at(0, partition);
        for (int to = 1; to < done.length; to++) {
            boolean last = to == done.length - 1;
            if (at(to, partition) != at(from, partition) || last) {
                double seconds = moments.get(to).seconds() - moments.get(from).seconds();
                for (int index = from + 1; index <= to; index++) {
                    double share =
                            (moments.get(index).seconds() - moments.get(from).seconds()) / seconds;
                    done[index] += at(from, partition) + share * (at(to, partition) - at(from, partition));
                }
                from = to;
            }
        }
    }

    private long at(int index, TopicPartition partition) {
        long first = first(partition);
        return committed.get(index).getOrDefault(partition, first) - first;
    }
}
