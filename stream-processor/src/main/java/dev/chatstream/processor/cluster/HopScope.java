/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a hop is about when it is not about one account; goes in its headers.
 *
 * @param partitions none when it is about the instance as a whole
 * @param accounts these only, as far as they are in the partitions; empty for all of them
 */
public record HopScope(Set<Integer> partitions, Optional<List<Long>> accounts) {
    /** Nothing but what the path says. */
    static final HopScope OF_THE_PATH = new HopScope(Set.of(), Optional.empty());

    private static final String PARTITIONS = "Chatstream-Partitions";
    private static final String ACCOUNTS = "Chatstream-Accounts";

    public HopScope {
        partitions = Set.copyOf(partitions);
        accounts = accounts.map(List::copyOf);
    }

    /** As the headers tell it; what is no number in them is of no instance of ours, and left out. */
    public static HopScope of(MultiMap headers) {
        return new HopScope(
                Optional.ofNullable(headers.get(PARTITIONS))
                        .map(list -> new TreeSet<>(numbers(list, Integer::valueOf)))
                        .orElseGet(TreeSet::new),
                Optional.ofNullable(headers.get(ACCOUNTS)).map(list -> numbers(list, Long::valueOf)));
    }

    /** Names and values; none for what says nothing. */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        if (!partitions.isEmpty()) {
            headers.put(PARTITIONS, joined(new TreeSet<>(partitions)));
        }
        accounts.ifPresent(listed -> headers.put(ACCOUNTS, joined(listed)));
        return headers;
    }

    private static String joined(Collection<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static <N extends Number> List<N> numbers(String list, Function<String, N> number) {
        List<N> numbers = new ArrayList<>();
        for (String text : list.split(",")) {
            try {
                numbers.add(number.apply(text));
            } catch (NumberFormatException e) {
                // see above
            }
        }
        return numbers;
    }
}
