/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the copies of state on this instance are behind, as last looked at. Kafka is asked on a thread of its own,
 * because it may take its time or not answer at all; then what was known stays.
 *
 * <p>A copy is close when it has everything that there was when it was first seen, and lags by no more than a bound
 * since. The first part tells a copy that has only begun to be built from one that is behind: of a small state even
 * nothing at all may be within the bound.
 */
public final class CopyLags implements AutoCloseable {
    /**
     * What a whole copy may seem to miss: ends of transactions take offsets, but are no records that could be applied.
     */
    static final long MARKERS = 10;

    /** Only these are read by questions. */
    private static final Set<String> STORES = Set.of(StoreNames.CONVERSATION, StoreNames.MINUTE, StoreNames.QUARTER);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(CopyLags.class);

    private final Supplier<Optional<KafkaStreams>> streams;
    private final long most;
    private final Map<Integer, Map<String, Copy>> copies = new HashMap<>();
    private final Set<Integer> begunDuringLook = new HashSet<>();
    private final Map<Store, Long> begins = new HashMap<>();
    private final Set<Store> namedDuringLook = new HashSet<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "lags");
        thread.setDaemon(true);
        return thread;
    });

    private record Store(String name, int partition) {}

    /**
     * One store of a copy.
     *
     * @param goal offset up to which it must be filled to be whole
     * @param position next offset to apply
     * @param whole whether it once was filled up to the goal
     * @param lag records, ends of transactions among them
     */
    private record Copy(long goal, long position, boolean whole, long lag) {}

    /**
     * Looks at nothing yet.
     *
     * @param streams what it looks at, which is nothing until the program has started
     * @param most records by which a copy may be behind
     */
    public CopyLags(Supplier<Optional<KafkaStreams>> streams, long most) {
        this.streams = streams;
        this.most = most;
    }

    /** Looks every few seconds from now on. */
    public void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            begin();
            streams.get().ifPresent(running -> saw(filled(running.allLocalStorePartitionLags())));
        } catch (KafkaException | IllegalStateException e) {
            // away or closing; what was known stays
            log.atDebug().setCause(e).log("the lags of copies cannot be asked for");
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("the lags of copies cannot be asked for");
        }
    }

    /** A look begins: what begins anew from now on may be seen as it was before. */
    synchronized void begin() {
        begunDuringLook.clear();
        namedDuringLook.clear();
    }

    /**
     * How far a store is filled.
     *
     * @param position next offset of its changelog to apply
     * @param end of its changelog
     */
    record Filled(long position, long end) {}

    private static Map<String, Map<Integer, Filled>> filled(Map<String, Map<Integer, LagInfo>> lags) {
        Map<String, Map<Integer, Filled>> filled = new HashMap<>();
        lags.forEach((store, partitions) ->
                partitions.forEach((partition, lag) -> filled.computeIfAbsent(store, unused -> new HashMap<>())
                        .put(partition, new Filled(lag.currentOffsetPosition(), lag.endOffsetPosition()))));
        return filled;
    }

    /** All stores of all partitions that are here, by store and partition. */
    synchronized void saw(Map<String, Map<Integer, Filled>> lags) {
        Map<Integer, Map<String, Copy>> before = Map.copyOf(copies);
        copies.clear();
        forgetBegins(lags);
        for (String store : STORES) {
            lags.getOrDefault(store, Map.of()).forEach((partition, filled) -> {
                if (!begunDuringLook.contains(partition)) {
                    Copy known = before.getOrDefault(partition, Map.of()).get(store);
                    copies.computeIfAbsent(partition, unused -> new HashMap<>())
                            .put(store, after(known, filled, beginOf(store, partition)));
                }
            });
        }
    }

    /** A begin is needed until something was read, and says nothing about the next copy of the same partition. */
    private void forgetBegins(Map<String, Map<Integer, Filled>> lags) {
        begins.keySet().removeIf(store -> {
            Filled filled = lags.getOrDefault(store.name(), Map.of()).get(store.partition());
            return !namedDuringLook.contains(store) && (filled == null || filled.position() > 0);
        });
    }

    private long beginOf(String store, int partition) {
        return begins.getOrDefault(new Store(store, partition), 0L);
    }

    /** @param begin what the changelog has starts there; what was before is gone, and no copy can have it */
    private static Copy after(@Nullable Copy known, Filled now, long begin) {
        long position = Math.max(now.position(), begin);
        long end = now.end();
        Copy before = known == null || position < known.position() - MARKERS ? null : known;
        long goal = before == null ? end : before.goal();
        boolean filled = position >= goal - MARKERS && (now.position() > 0 || begin >= goal);
        boolean whole = filled || (before != null && before.whole());
        return new Copy(goal, position, whole, Math.max(0, end - position));
    }

    /**
     * A store begins to be filled from an offset on. When that is before what it held, it was wiped, and is no copy
     * until it is whole again.
     */
    public synchronized void begun(String store, int partition, long offset) {
        begins.put(new Store(store, partition), offset);
        namedDuringLook.add(new Store(store, partition));
        Copy known = copies.getOrDefault(partition, Map.of()).get(store);
        if (known != null && offset < known.position() - MARKERS) {
            copies.remove(partition);
        }
        if (known == null || offset < known.position() - MARKERS) {
            begunDuringLook.add(partition);
        }
    }

    /** Whether the copy may answer in place of the state that it is a copy of. */
    public synchronized boolean isClose(int partition) {
        Map<String, Copy> stores = copies.getOrDefault(partition, Map.of());
        return stores.keySet().equals(STORES)
                && stores.values().stream().allMatch(copy -> copy.whole() && copy.lag() <= most);
    }

    /** Records by which the store that is furthest behind lags; empty when nobody knows. */
    public synchronized OptionalLong lag(int partition) {
        return copies.getOrDefault(partition, Map.of()).values().stream()
                .mapToLong(Copy::lag)
                .max();
    }

    /** Partitions whose state is here, processed or copied, as far as known. */
    public synchronized Set<Integer> partitions() {
        return new TreeSet<>(copies.keySet());
    }

    @Override
    public void close() {
        List<Runnable> unused = looks.shutdownNow();
    }
}
