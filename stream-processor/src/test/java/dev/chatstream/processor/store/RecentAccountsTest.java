/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentAccountsTest {
    private final RecentAccounts accounts = new RecentAccounts();

    @Test
    void containsNothingAtFirst() {
        for (long account = -100_000; account < 100_000; account++) {
            assertThat(accounts.contains(account)).isFalse();
        }
    }

    @Test
    void containsWhatWasAddedOnly() {
        // When
        for (long account = 0; account < 200_000; account += 2) {
            accounts.add(account);
        }

        // Then
        int kept = 0;
        for (long account = -1; account < 200_000; account++) {
            boolean contained = accounts.contains(account);
            assertThat(contained && account % 2 != 0).isFalse();
            kept += contained ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(10_000);
        assertThat(accounts.contains(199_998)).isTrue();
    }
}
