/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes and opens the database file: its tables, its settings, and whether it is what it should be. */
final class SpoolLayout {
    /** Not a multiple of small pages: a body and its row fill one without much waste. */
    private static final int PAGE = 16_384;

    private static final long CHECKPOINT_BYTES = 8L * 1024 * 1024;
    static final int VERSION = 1;
    /** "Chat" in ASCII: tells this file from any other database. */
    private static final int APPLICATION = 0x43686174;

    private static final String COLUMNS = "event_id TEXT NOT NULL, source TEXT NOT NULL, received_at INTEGER NOT NULL,"
            + " content_type TEXT, traceparent TEXT, tracestate TEXT, reason TEXT, detail TEXT, pointer TEXT,"
            + " expected TEXT, body BLOB NOT NULL";

    private static final String SET_ASIDE_TABLE = "CREATE TABLE set_aside (number INTEGER PRIMARY KEY,"
            + " set_aside_at INTEGER NOT NULL, why TEXT NOT NULL, " + COLUMNS + ") STRICT";

    private static final Set<String> HOOK_COLUMNS = new TreeSet<>(List.of(
            "sequence",
            "event_id",
            "source",
            "received_at",
            "content_type",
            "traceparent",
            "tracestate",
            "reason",
            "detail",
            "pointer",
            "expected",
            "body"));

    private static final int SQLITE_CORRUPT = 11;

    private SpoolLayout() {}

    /** Makes an empty database under another name, so that one with the right name is always whole. */
    static void create(SpoolFolder folder) throws SQLException, IOException {
        folder.deleteUnfinished();
        if (folder.hasRemains()) {
            throw new SQLException("there is a log without its database", "", SQLITE_CORRUPT);
        }
        folder.beginUnfinished();
        try (Connection connection = connect(folder.unfinished());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size=" + PAGE);
            settle(statement);
            statement.execute("PRAGMA application_id=" + APPLICATION);
            statement.execute("PRAGMA user_version=" + VERSION);
            statement.execute("CREATE TABLE hook (sequence INTEGER PRIMARY KEY, " + COLUMNS + ") STRICT");
            statement.execute(SET_ASIDE_TABLE);
        }
        folder.finish(folder.unfinished());
    }

    /**
     * Opens the database.
     *
     * @param thorough whether to look at every page
     * @throws SpoolException when it is another program's, or another version's
     * @throws SQLException whose {@link DiskTrouble} tells what is wrong with it
     */
    static Connection open(Path file, long maxBytes, boolean thorough) throws SQLException {
        refuseEmpty(file);
        if (thorough) {
            checkLog(SpoolFolder.sibling(file, "-wal"));
        }
        Connection connection = connect(file);
        try (Statement statement = connection.createStatement()) {
            settle(statement);
            long page = number(statement, "PRAGMA page_size");
            statement.execute("PRAGMA max_page_count=" + Math.max(1, maxBytes / page));
            statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_BYTES / page);
            adoptCopy(statement);
            recognise(statement, file);
            if (thorough) {
                check(statement);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | SpoolException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Says how many hooks a database that nobody has open holds, without a change to it or a file beside it. What still
     * stands in the log alone is not counted.
     *
     * @throws SpoolException when it is another program's, or another version's
     * @throws SQLException when it is damaged
     */
    static String look(Path file, Path log) throws SQLException {
        refuseEmpty(file);
        boolean logged = log.toFile().length() > 0;
        checkLog(log);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
                Statement statement = connection.createStatement()) {
            if (!isCopy(statement)) {
                recognise(statement, file);
            }
            if (logged) {
                // Only both together are whole.
                return "it holds hooks, the last of them in its log, which the start reads";
            }
            check(statement);
            return "it holds " + number(statement, "SELECT count(*) FROM hook") + " hooks that wait";
        }
    }

    /** An empty file is an empty database to SQLite, but {@link #create} leaves none. */
    private static void refuseEmpty(Path file) throws SQLException {
        if (file.toFile().length() == 0) {
            throw new SQLException("the file is empty", "", SQLITE_CORRUPT);
        }
    }

    private static void checkLog(Path log) throws SQLException {
        try {
            Optional<String> problem = LogCheck.problem(log);
            if (problem.isPresent()) {
                throw new SQLException(problem.get(), "", SQLITE_CORRUPT);
            }
        } catch (IOException e) {
            throw new SQLException("the log cannot be read", e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** The file is this connection's alone, so that nothing need be shared with others through memory. */
    private static void settle(Statement statement) throws SQLException {
        statement.execute("PRAGMA busy_timeout=1000");
        statement.execute("PRAGMA locking_mode=EXCLUSIVE");
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute("PRAGMA temp_store=MEMORY");
        statement.execute("PRAGMA secure_delete=FAST");
    }

    /**
     * What a person got back out of a damaged file has the rows, but not always the numbers in the file's head, nor a
     * table that could not be read.
     */
    private static void adoptCopy(Statement statement) throws SQLException {
        if (isCopy(statement)) {
            statement.execute(SET_ASIDE_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"));
            statement.execute("PRAGMA user_version=" + VERSION);
            statement.execute("PRAGMA application_id=" + APPLICATION);
        }
    }

    private static boolean isCopy(Statement statement) throws SQLException {
        return number(statement, "PRAGMA application_id") == 0
                && number(statement, "PRAGMA user_version") == 0
                && columns(statement, "hook").equals(HOOK_COLUMNS);
    }

    private static Set<String> columns(Statement statement, String table) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (ResultSet result = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
            while (result.next()) {
                columns.add(result.getString(1));
            }
        }
        return columns;
    }

    private static void recognise(Statement statement, Path file) throws SQLException {
        if (number(statement, "PRAGMA application_id") != APPLICATION) {
            throw new SpoolException(
                    file + " is a database, but no spool of this program; choose another folder with the setting"
                            + " spool.dir",
                    null);
        }
        long version = number(statement, "PRAGMA user_version");
        if (version != VERSION) {
            throw new SpoolException(
                    file + " has layout " + version + ", this version of the gateway knows layout " + VERSION
                            + ": let the version that wrote it empty it (start that one with Kafka in reach), or set"
                            + " another folder with spool.dir",
                    null);
        }
    }

    private static void check(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = result.next() ? result.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw new SQLException("the check of the file says: " + verdict.replace('\n', ' '), "", SQLITE_CORRUPT);
            }
        }
    }

    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    static boolean exists(SpoolFolder folder) {
        return Files.exists(folder.database());
    }
}
