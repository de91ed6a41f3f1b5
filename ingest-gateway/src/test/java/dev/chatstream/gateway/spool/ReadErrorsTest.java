/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ReadErrorsTest {
    private final SQLException badSector = new SQLException("disk I/O error", "", 10);
    private final SQLException full = new SQLException("disk is full", "", 13);

    private final ReadErrors errors = new ReadErrors();

    private boolean areTooManyAfter(int times) {
        boolean tooMany = false;
        for (int i = 0; i < times; i++) {
            tooMany = errors.areTooMany(badSector);
        }
        return tooMany;
    }

    @Test
    void areTooManyOnlyInARow() {
        assertThat(areTooManyAfter(49)).isFalse();
        errors.none();
        assertThat(areTooManyAfter(49)).isFalse();
        assertThat(areTooManyAfter(1)).isTrue();
    }

    @Test
    void countNoOtherTrouble() {
        assertThat(areTooManyAfter(49)).isFalse();
        assertThat(errors.areTooMany(full)).isFalse();
    }
}
