/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.config.SpoolConfig;
import dev.chatstream.gateway.metrics.SpoolMetrics;
import dev.chatstream.gateway.record.WithoutMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spool's one thread: commits what has queued up as one, keeps house when nothing has. */
final class SpoolWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
    private static final Spooling SPOOLED = new Spooling.Spooled();
    private static final int MOST_TASKS = 1024;
    private static final long MOST_BYTES = 8L * 1024 * 1024;
    private static final long DELETE_AT = 512;
    private static final long QUIET_MILLIS = 50;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SpoolStore store;
    private final long minFree;
    private final SpoolMetrics metrics;
    private final LinkedBlockingQueue<SpoolTask> tasks = new LinkedBlockingQueue<>();
    private final List<SpoolTask> taken = new ArrayList<>();
    private final List<PendingAppend> batch = new ArrayList<>();
    private final List<SpoolEntry> entries = new ArrayList<>();
    private long batchBytes;
    private long lookAtNanos = System.nanoTime();
    private volatile @Nullable Trouble trouble;
    private volatile SpoolState state = SpoolState.UNKNOWN;
    private volatile boolean stopping;

    SpoolWriter(SpoolFolder folder, SpoolConfig config, SpoolMetrics metrics) {
        this.store = new SpoolStore(folder, config.maxBytes(), metrics);
        this.minFree = config.minFree();
        this.metrics = metrics;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }

    SpoolState state() {
        return state;
    }

    void add(SpoolTask task) {
        tasks.add(task);
    }

    /** Finish what has queued up, and no more. */
    void stop() {
        stopping = true;
        tasks.add(new SpoolTask.Wake());
    }

    /** What the disk does not allow now may be possible later; what is set up wrongly is not. */
    void open() {
        try {
            store.open();
            state = store.state();
        } catch (SQLException e) {
            failed(e);
        } catch (SpoolException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public void run() {
        boolean going = true;
        while (going) {
            try {
                boolean quiet = !take();
                work();
                keepHouse(quiet);
                going = !stopping || !tasks.isEmpty();
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException | Error e) {
                // without this thread nothing would be answered any more, so not even lack of memory ends it
                unexpected(e);
            } finally {
                taken.forEach(SpoolWriter::foundNothing);
            }
        }
        trouble = Trouble.error("the gateway is stopping");
        store.close();
        tasks.forEach(SpoolWriter::foundNothing);
    }

    /** Whoever waits for a read that did not happen need not wait for ever. */
    private static void foundNothing(SpoolTask task) {
        if (task instanceof SpoolTask.Read read) {
            read.found().complete(List.of());
        }
    }

    private Spooling unexpected(Throwable e) {
        LOG.error("a bug: the spool could not do what it was asked", WithoutMessage.of(e));
        return refused(Trouble.error("the gateway has a bug; its log says where"));
    }

    private boolean take() throws InterruptedException {
        taken.clear();
        long wait = store.settled() > 0 ? QUIET_MILLIS : TimeUnit.NANOSECONDS.toMillis(LOOK_NANOS);
        @Nullable SpoolTask first = tasks.poll(wait, TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        taken.add(first);
        tasks.drainTo(taken, MOST_TASKS - 1);
        return true;
    }

    private void work() {
        for (SpoolTask task : taken) {
            if (task instanceof SpoolTask.Append append) {
                gather(append.pending());
            } else if (task instanceof SpoolTask.Remove remove) {
                store.acknowledged(remove.sequence(), remove.where());
            } else if (task instanceof SpoolTask.SetAside aside) {
                store.unwanted(aside.sequence(), aside.why());
            }
        }
        commit();
        for (SpoolTask task : taken) {
            if (task instanceof SpoolTask.Read read) {
                read.found().complete(read(read));
            }
        }
    }

    private void gather(PendingAppend pending) {
        @Nullable SpoolEntry entry = pending.entry();
        if (entry != null) {
            batch.add(pending);
            entries.add(entry);
            batchBytes += entry.delivery().body().length;
            if (batchBytes >= MOST_BYTES) {
                commit();
            }
        }
    }

    private void commit() {
        if (batch.isEmpty()) {
            return;
        }
        Spooling result = written();
        List<PendingAppend> written = List.copyOf(batch);
        batch.clear();
        entries.clear();
        batchBytes = 0;
        written.forEach(pending -> answer(pending, result));
    }

    private void answer(PendingAppend pending, Spooling result) {
        try {
            if (!pending.answer(result) && result == SPOOLED) {
                metrics.late();
            }
        } catch (RuntimeException e) {
            LOG.error("a bug: whoever waited for the spool's answer could not take it", WithoutMessage.of(e));
        }
    }

    private Spooling written() {
        long begun = System.nanoTime();
        try {
            Optional<String> lack = store.lackOfRoom(minFree);
            if (lack.isPresent()) {
                return refused(Trouble.full(lack.get()));
            }
            store.append(entries);
            metrics.committed(System.nanoTime() - begun, entries.size());
            trouble = null;
            return SPOOLED;
        } catch (SQLException e) {
            return failed(e);
        } catch (RuntimeException | Error e) {
            return unexpected(e);
        }
    }

    private List<SpooledHook> read(SpoolTask.Read read) {
        try {
            return store.read(read.after(), read.most(), read.bytes());
        } catch (SQLException e) {
            failed(e);
            return List.of();
        }
    }

    private Spooling failed(SQLException e) {
        return refused(
                DiskTrouble.of(e) == DiskTrouble.FULL
                        ? Trouble.full("the spool's disk, or the spool itself, is full: " + e.getMessage())
                        : Trouble.error("the spool's database cannot be used: " + e.getMessage()));
    }

    private Spooling refused(Trouble now) {
        @Nullable Trouble before = trouble;
        trouble = now;
        lookAtNanos = System.nanoTime() + LOOK_NANOS;
        if (before == null) {
            LOG.error("the spool takes no hooks: {}; trying again every second", now.words());
        }
        return now.refusal();
    }

    private void keepHouse(boolean quiet) {
        try {
            if (store.settled() >= DELETE_AT || (quiet && store.settled() > 0)) {
                store.settle();
            }
            if (System.nanoTime() - lookAtNanos >= 0) {
                lookAtNanos = System.nanoTime() + LOOK_NANOS;
                look();
                if (quiet) {
                    store.shrinkWhenEmpty();
                }
            }
        } catch (SQLException e) {
            failed(e);
        }
        report();
    }

    /** Also when nothing can be written: what Kafka has does not wait any more. */
    private void report() {
        try {
            state = store.state();
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void look() throws SQLException {
        Optional<String> lack = store.lackOfRoom(minFree);
        if (lack.isPresent()) {
            refused(Trouble.full(lack.get()));
        } else if (trouble != null) {
            store.touch();
            trouble = null;
            LOG.info("the spool takes hooks again");
        }
    }
}
