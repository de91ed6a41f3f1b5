/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.sql.SQLException;

/** What an error of the database says about the disk. */
enum DiskTrouble {
    /** No room, on the disk or within the bound. */
    FULL,
    /** The file is no longer a database, or not a whole one. */
    DAMAGED,
    /** The disk did not do what was asked: read, as a rule. */
    ERROR,
    /** Anything else: the next try begins with opening the file anew. */
    OTHER;

    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_NOTADB = 26;

    static DiskTrouble of(SQLException e) {
        return switch (e.getErrorCode()) {
            case SQLITE_FULL -> FULL;
            case SQLITE_IOERR -> ERROR;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> DAMAGED;
            default -> OTHER;
        };
    }
}
