/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.metrics.SpoolMetrics;
import dev.chatstream.gateway.record.TraceParent;
import dev.chatstream.gateway.trace.LoggedTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows, whatever the disk does: a database that is damaged is set aside and a fresh one taken, one that has failed
 * is opened anew at the next call, and what Kafka has is not read again even while it cannot be deleted. For one
 * thread.
 */
final class SpoolStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolStore.class);
    private static final long SMALL = 1024 * 1024;
    private static final long SMALL_ENOUGH = 16 * SMALL;

    private final SpoolFolder folder;
    private final long maxBytes;
    private final SpoolMetrics metrics;
    private final ReadErrors readErrors = new ReadErrors();
    private final Acknowledged acknowledged = new Acknowledged();
    private final Map<Long, String> unwanted = new HashMap<>();
    private @Nullable SpoolDatabase database;
    private long nextSequence = 1;
    /** What is below was in a database that is here no more. */
    private long firstSequence;

    private long rows;
    private long setAside;
    private long damaged;
    private boolean dirty;
    private boolean known;

    SpoolStore(SpoolFolder folder, long maxBytes, SpoolMetrics metrics) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.metrics = metrics;
    }

    /** What is done with the database. */
    private interface Work<T> {
        T with(SpoolDatabase opened) throws SQLException;
    }

    /**
     * Opens the database; the first time that is looking at every page of it.
     *
     * @throws SpoolException when it is not a spool that this version can use
     * @throws SQLException when the disk does not let it be opened now
     */
    void open() throws SQLException {
        on(opened -> opened);
    }

    private SpoolDatabase opened() throws SQLException {
        SpoolDatabase current = database;
        if (current == null) {
            try {
                if (!SpoolLayout.exists(folder)) {
                    SpoolLayout.create(folder);
                }
            } catch (IOException e) {
                throw new SQLException("the database cannot be made", e);
            }
            current = new SpoolDatabase(SpoolLayout.open(folder.database(), maxBytes, !known));
            database = current;
            count(current);
        }
        return current;
    }

    /** What is known of a database stays true when it is opened anew, but for a commit of which nobody knew the end. */
    private void count(SpoolDatabase current) throws SQLException {
        // all is asked before anything is noted: a disk that fails in between is asked again
        long last = current.lastSequence();
        long found = known ? Math.max(0, last - nextSequence + 1) : current.hooks();
        long aside = current.setAside();
        metrics.found(found);
        rows += found;
        nextSequence = Math.max(nextSequence, last + 1);
        setAside = aside;
        damaged = folder.damaged();
        dirty = true;
        known = true;
    }

    private <T> T on(Work<T> work) throws SQLException {
        try {
            return work.with(opened());
        } catch (SQLException e) {
            letGo();
            if (DiskTrouble.of(e) != DiskTrouble.DAMAGED) {
                throw e;
            }
            replace(e);
            return work.with(opened());
        }
    }

    private void letGo() {
        @Nullable SpoolDatabase failed = database;
        database = null;
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException e) {
                LOG.debug("a database that had failed could not be closed", e);
            }
        }
    }

    private void replace(SQLException damage) throws SQLException {
        letGo();
        try {
            Path aside = folder.setAside(Instant.now());
            LOG.error(
                    "the spool's database was damaged ({}) and is set aside as {}; hooks in it that were answered 200 and"
                            + " not yet drained are only there. A fresh one is in use. To get them back: sqlite3 {}"
                            + " .dump | sed 's/^ROLLBACK;.*/COMMIT;/' | sqlite3 recovered.db, stop the gateway when"
                            + " its spool is empty, put recovered.db in the place of {}, start it again;"
                            + " docs/gateway.md says more",
                    damage.getMessage(),
                    aside,
                    aside,
                    folder.database());
        } catch (IOException e) {
            throw new SQLException("a damaged database (" + damage.getMessage() + ") could not be set aside", e);
        }
        metrics.left(Departure.DAMAGED, rows - acknowledged.size() - unwanted.size());
        acknowledged.clear();
        unwanted.clear();
        rows = 0;
        firstSequence = nextSequence;
        known = false;
    }

    /** Writes the entries down; they are on disk when this returns. */
    void append(List<SpoolEntry> entries) throws SQLException {
        on(opened -> {
            opened.insert(nextSequence, entries);
            nextSequence += entries.size();
            rows += entries.size();
            return entries;
        });
    }

    List<SpooledHook> read(long after, int most, long bytes) throws SQLException {
        try {
            List<SpooledHook> hooks = readRows(after, most, bytes);
            readErrors.none();
            return hooks;
        } catch (SQLException e) {
            if (readErrors.areTooMany(e)) {
                readErrors.none();
                replace(e);
            }
            throw e;
        }
    }

    private List<SpooledHook> readRows(long after, int most, long bytes) throws SQLException {
        List<SpooledHook> hooks = new ArrayList<>();
        long from = after;
        while (hooks.isEmpty()) {
            long begin = acknowledged.endOfRun(from);
            List<SpoolDatabase.Row> read = on(opened -> opened.read(begin, most, bytes));
            if (read.isEmpty()) {
                break;
            }
            read.stream().filter(this::isWanted).forEach(row -> wanted(row, hooks));
            from = read.get(read.size() - 1).sequence();
        }
        return hooks;
    }

    private boolean isWanted(SpoolDatabase.Row row) {
        return !acknowledged.contains(row.sequence()) && !unwanted.containsKey(row.sequence());
    }

    private void wanted(SpoolDatabase.Row row, List<SpooledHook> hooks) {
        Optional<SpoolEntry> sound = row.sound();
        if (sound.isPresent()) {
            hooks.add(new SpooledHook(row.sequence(), sound.get()));
        } else {
            Optional<String> trace = Optional.ofNullable(row.entry())
                    .flatMap(entry -> entry.delivery().traceparent())
                    .flatMap(TraceParent::traceId);
            LoggedTrace.around(
                    trace,
                    () -> LOG.error(
                            "spooled hook {} is not what it was when it was written: it is set aside in the table"
                                    + " set_aside of {}",
                            row.sequence(),
                            folder.database()));
            unwanted(row.sequence(), "the body does not match its event id");
        }
    }

    /** Of a database that was set aside meanwhile, what Kafka has of it was counted as left with the rest. */
    void acknowledged(long sequence, Departure where) {
        if (sequence >= firstSequence && acknowledged.add(sequence)) {
            metrics.left(where, 1);
        }
    }

    void unwanted(long sequence, String why) {
        if (sequence >= firstSequence && unwanted.put(sequence, why) == null) {
            metrics.left(Departure.SET_ASIDE, 1);
        }
    }

    /** How many rows there are that need not be. */
    long settled() {
        return acknowledged.size() + unwanted.size();
    }

    /** Deletes what Kafka has and moves what nobody wants. */
    void settle() throws SQLException {
        try {
            settleRows();
        } catch (SQLException e) {
            if (DiskTrouble.of(e) != DiskTrouble.FULL || !nothingElseIsThere()) {
                throw e;
            }
            startOver();
        }
    }

    private boolean nothingElseIsThere() {
        return rows == acknowledged.size() && unwanted.isEmpty() && setAside == 0;
    }

    /** To delete a row something has to be written, for which a full disk has no room; a file can always be deleted. */
    private void startOver() throws SQLException {
        letGo();
        try {
            folder.deleteDatabase();
        } catch (IOException e) {
            throw new SQLException("the database, of which Kafka has all, cannot be deleted from the full disk", e);
        }
        LOG.info("the disk was too full to delete {} hooks that Kafka has; a fresh database is in use", rows);
        acknowledged.clear();
        rows = 0;
        firstSequence = nextSequence;
    }

    private void settleRows() throws SQLException {
        if (acknowledged.size() > 0) {
            on(opened -> {
                opened.delete(acknowledged.runs());
                rows -= acknowledged.size();
                acknowledged.clear();
                dirty = true;
                return rows;
            });
        }
        if (!unwanted.isEmpty()) {
            on(opened -> {
                opened.setAside(unwanted, Instant.now());
                rows -= unwanted.size();
                setAside = opened.setAside();
                unwanted.clear();
                dirty = true;
                return rows;
            });
        }
    }

    /**
     * Gives the disk space back when nothing is left in it. What is in use meanwhile stands in memory, so that much of
     * it, set aside, is left as it is; and that this fails is no reason to take no hooks.
     */
    void shrinkWhenEmpty() {
        if (!dirty || rows > 0) {
            return;
        }
        dirty = false;
        try {
            on(opened -> {
                if (opened.bytes() <= SMALL_ENOUGH) {
                    opened.shrink();
                }
                return rows;
            });
        } catch (SQLException e) {
            LOG.warn("the spool's disk space cannot be given back now: {}", e.getMessage());
        }
    }

    /** Writes something, to see whether that can be done again. */
    void touch() throws SQLException {
        on(opened -> {
            opened.touch();
            return rows;
        });
    }

    /** Whether there is room, as far as can be told without writing. */
    Optional<String> lackOfRoom(long minFree) throws SQLException {
        long free = folder.free();
        if (free < minFree) {
            return Optional.of("the spool's disk has " + free + " bytes free, less than spool.min.free=" + minFree);
        }
        long used = on(SpoolDatabase::bytes);
        return used > maxBytes - Math.min(SMALL, maxBytes / 4)
                ? Optional.of("the spool holds " + used + " bytes, close to spool.max.bytes=" + maxBytes)
                : Optional.empty();
    }

    SpoolState state() throws SQLException {
        return new SpoolState(
                rows - settled(),
                on(SpoolDatabase::bytes),
                rows == settled() ? Optional.empty() : on(SpoolDatabase::oldest),
                setAside + unwanted.size(),
                damaged);
    }

    @Override
    public void close() {
        try {
            settle();
            shrinkWhenEmpty();
        } catch (SQLException e) {
            LOG.warn(
                    "the spool could not delete everything that Kafka has; some hooks may be sent again: {}",
                    e.getMessage());
        }
        letGo();
        folder.close();
    }
}
