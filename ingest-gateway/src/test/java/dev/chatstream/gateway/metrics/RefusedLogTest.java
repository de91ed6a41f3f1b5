/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusedLogTest {

    @Test
    void tellsHowManyWhyAndFromWhom() {
        assertThat(RefusedLog.words(new TreeMap<>(Map.of("not_admitted", 12L, "not_a_hook from shop", 3L))))
                .isEqualTo("3 x not_a_hook from shop, 12 x not_admitted");
    }

    @Test
    void writesOneLineInTenSecondsAndCountsEachDenialOnce() {
        // Given
        long[] now = {Long.MAX_VALUE - 5};
        List<String> lines = new ArrayList<>();
        RefusedLog log = new RefusedLog(() -> now[0], lines::add);

        // When
        log.look();
        log.add("not_admitted", "");
        log.look();
        log.add("not_a_hook", "shop");
        log.add("not_a_hook", "shop");
        now[0] += TimeUnit.SECONDS.toNanos(10) - 1;
        log.look();

        // Then
        assertThat(lines).containsExactly("1 x not_admitted");
        now[0] += 1;
        log.look();
        now[0] += TimeUnit.SECONDS.toNanos(60);
        log.look();
        assertThat(lines).containsExactly("1 x not_admitted", "2 x not_a_hook from shop");
    }
}
