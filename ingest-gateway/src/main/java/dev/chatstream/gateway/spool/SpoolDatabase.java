/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.record.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements. After an exception the connection is of no more use; closing it takes back what was not committed.
 */
final class SpoolDatabase implements AutoCloseable {
    private static final String VALUES = "event_id, source, received_at, content_type, traceparent, tracestate, reason,"
            + " detail, pointer, expected, body";

    private final Connection connection;
    private final Statement statement;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;
    private final PreparedStatement move;
    private final PreparedStatement deleteOne;
    private final PreparedStatement oldest;

    SpoolDatabase(Connection connection) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        insert = connection.prepareStatement(
                "INSERT INTO hook (sequence, " + VALUES + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
        select = connection.prepareStatement(
                "SELECT sequence, " + VALUES + " FROM hook WHERE sequence > ? ORDER BY sequence LIMIT ?");
        delete = connection.prepareStatement("DELETE FROM hook WHERE sequence BETWEEN ? AND ?");
        move = connection.prepareStatement("INSERT INTO set_aside (set_aside_at, why, " + VALUES + ") SELECT ?, ?, "
                + VALUES + " FROM hook WHERE sequence = ?");
        deleteOne = connection.prepareStatement("DELETE FROM hook WHERE sequence = ?");
        oldest = connection.prepareStatement("SELECT received_at FROM hook ORDER BY sequence LIMIT 1");
    }

    /** One row as it stands on disk. */
    record Row(
            long sequence,
            @Nullable String eventId,
            @Nullable SpoolEntry entry,
            int bodyBytes) {

        /** The entry, if its body is still the one that its event id names. */
        Optional<SpoolEntry> sound() {
            return Optional.ofNullable(entry)
                    .filter(found -> found.delivery().eventId().equals(eventId));
        }
    }

    /** Writes the entries down; they are on disk when this returns. */
    void insert(long firstSequence, List<SpoolEntry> entries) throws SQLException {
        long sequence = firstSequence;
        for (SpoolEntry entry : entries) {
            Delivery delivery = entry.delivery();
            insert.setLong(1, sequence++);
            insert.setString(2, delivery.eventId());
            insert.setString(3, delivery.source());
            insert.setLong(4, delivery.receivedAt().toEpochMilli());
            insert.setString(5, delivery.contentType().orElse(null));
            insert.setString(6, delivery.traceparent().orElse(null));
            insert.setString(7, null);
            Optional<Rejection> rejection = entry.rejection();
            insert.setString(8, rejection.map(Rejection::reason).map(Enum::name).orElse(null));
            insert.setString(9, rejection.map(Rejection::detail).orElse(null));
            insert.setString(10, rejection.flatMap(Rejection::pointer).orElse(null));
            insert.setString(11, rejection.flatMap(Rejection::expected).orElse(null));
            insert.setBytes(12, delivery.body());
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    List<Row> read(long after, int most, long bytes) throws SQLException {
        select.setLong(1, after);
        select.setInt(2, most);
        List<Row> rows = new ArrayList<>();
        long read = 0;
        try (ResultSet result = select.executeQuery()) {
            while (read < bytes && result.next()) {
                Row row = row(result);
                rows.add(row);
                read += row.bodyBytes();
            }
        }
        connection.commit();
        return rows;
    }

    private static Row row(ResultSet result) throws SQLException {
        byte[] body = result.getBytes(12);
        @Nullable String source = result.getString(3);
        @Nullable
        SpoolEntry entry = body == null || source == null
                ? null
                : new SpoolEntry(
                        new Delivery(
                                body,
                                source,
                                Instant.ofEpochMilli(result.getLong(4)),
                                result.getString(5),
                                result.getString(6)),
                        rejection(result));
        return new Row(result.getLong(1), result.getString(2), entry, body == null ? 0 : body.length);
    }

    private static Optional<Rejection> rejection(ResultSet result) throws SQLException {
        @Nullable String reason = result.getString(8);
        if (reason == null) {
            return Optional.empty();
        }
        @Nullable String detail = result.getString(9);
        return Optional.of(new Rejection(
                reason(reason),
                detail == null ? "" : detail,
                Optional.ofNullable(result.getString(10)),
                Optional.ofNullable(result.getString(11))));
    }

    /** A newer version may have had more reasons. */
    private static RejectionReason reason(String name) {
        try {
            return RejectionReason.valueOf(name);
        } catch (IllegalArgumentException e) {
            return RejectionReason.UNKNOWN;
        }
    }

    /** Deletes runs of rows, given by their first and last. */
    void delete(Map<Long, Long> runs) throws SQLException {
        for (Map.Entry<Long, Long> run : runs.entrySet()) {
            delete.setLong(1, run.getKey());
            delete.setLong(2, run.getValue());
            delete.addBatch();
        }
        delete.executeBatch();
        connection.commit();
    }

    /** Moves rows, given with the reasons, to where nothing but a person reads them. */
    void setAside(Map<Long, String> whys, Instant now) throws SQLException {
        for (Map.Entry<Long, String> one : whys.entrySet()) {
            move.setLong(1, now.toEpochMilli());
            move.setString(2, one.getValue());
            move.setLong(3, one.getKey());
            move.addBatch();
            deleteOne.setLong(1, one.getKey());
            deleteOne.addBatch();
        }
        // in batches: a single update would leave a query for the generated key open, and VACUUM minds that
        move.executeBatch();
        deleteOne.executeBatch();
        connection.commit();
    }

    long lastSequence() throws SQLException {
        return number("SELECT coalesce(max(sequence), 0) FROM hook");
    }

    long hooks() throws SQLException {
        return number("SELECT count(*) FROM hook");
    }

    long setAside() throws SQLException {
        return number("SELECT count(*) FROM set_aside");
    }

    /** Bytes of the file that are in use. */
    long bytes() throws SQLException {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    }

    /** When the first hook of all was received. */
    Optional<Instant> oldest() throws SQLException {
        try (ResultSet result = oldest.executeQuery()) {
            return result.next() ? Optional.of(Instant.ofEpochMilli(result.getLong(1))) : Optional.empty();
        }
    }

    private long number(String query) throws SQLException {
        return SpoolLayout.number(statement, query);
    }

    /** Commits a page that changes nothing. */
    void touch() throws SQLException {
        statement.execute("PRAGMA user_version=" + SpoolLayout.VERSION);
        connection.commit();
    }

    /** Gives the disk back what is not in use, and with it whatever bodies stood there. */
    void shrink() throws SQLException {
        connection.setAutoCommit(true);
        statement.execute("VACUUM");
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        connection.setAutoCommit(false);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
