/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefusedLogTest {

    @Test
    void tellsHowManyWhyAndFromWhom() {
        assertThat(RefusedLog.words(new TreeMap<>(Map.of("not_admitted", 12L, "not_a_hook from shop", 3L))))
                .isEqualTo("3 x not_a_hook from shop, 12 x not_admitted");
    }
}
