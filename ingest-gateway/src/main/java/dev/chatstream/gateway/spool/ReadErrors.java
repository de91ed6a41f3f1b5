/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import java.sql.SQLException;

/** Tells a disk that hiccups from one that will never give back what is on it. For one thread. */
final class ReadErrors {
    /** The drain reads every 100 ms, and a bad sector takes the disk longer. */
    private static final int PATIENCE = 50;

    private int inARow;

    void none() {
        inARow = 0;
    }

    /** Whether it is time to give the database up. */
    boolean areTooMany(SQLException e) {
        if (DiskTrouble.of(e) != DiskTrouble.ERROR) {
            return false;
        }
        inARow++;
        return inARow >= PATIENCE;
    }
}
